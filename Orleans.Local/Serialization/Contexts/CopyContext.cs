namespace Orleans.Serialization;

/// <summary>One copy: the copies made so far, by their originals.</summary>
internal sealed class CopyContext
{
    [ThreadStatic]
    private static CopyContext? _spare;

    private readonly ReferenceTable<object> _copies = new();
    private CodecProvider _codecs = null!;
    private DepthGuard _depth;

    public static CopyContext Rent(CodecProvider codecs)
    {
        var context = _spare ?? new CopyContext();
        _spare = null;
        context._codecs = codecs;
        context._depth = default;
        return context;
    }

    public void Return()
    {
        _copies.Clear();
        _spare = this;
    }

    /// <summary>Makes a copy known, best before its members are copied: they may refer to it.</summary>
    public void Add(object original, object copy) => _copies.Add(original, copy);

    public object? CopyInstance(object? value)
    {
        if (value is null) return null;
        var codec = _codecs.InstanceOf(value);
        if (codec.IsShared) return value;
        if (codec.IsTracked && _copies.TryGet(value, out var known)) return known;
        _depth.Enter();
        var copy = codec.CopyBody(value, this);
        _depth.Leave();
        return copy;
    }
}
