namespace Orleans.Serialization;

/// <summary>How deep the value at hand is nested.</summary>
internal struct DepthGuard
{
    private int _depth;

    public void Enter()
    {
        if (++_depth > ObjectSerializer.MaxDepth)
            throw new SerializerException(
                $"The value is nested deeper than {ObjectSerializer.MaxDepth} levels. Send a list in place of a chain.");
    }

    public void Leave() => _depth--;
}
