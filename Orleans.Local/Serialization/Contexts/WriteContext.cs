namespace Orleans.Serialization;

/// <summary>One write: its bytes, and where in them each instance and each type was first written.</summary>
internal sealed class WriteContext
{
    [ThreadStatic]
    private static WriteContext? _spare;

    private readonly ReferenceTable<int> _instances = new();
    private readonly ReferenceTable<int> _types = new();
    private CodecProvider _codecs = null!;
    private DepthGuard _depth;

    public PayloadBuffer Output { get; } = new();

    public static WriteContext Rent(CodecProvider codecs)
    {
        var context = _spare ?? new WriteContext();
        // A getter that serializes in turn must find none to take.
        _spare = null;
        context._codecs = codecs;
        context._depth = default;
        return context;
    }

    public void Return()
    {
        Output.Clear();
        _instances.Clear();
        _types.Clear();
        _spare = this;
    }

    /// <summary>Writes a slot that holds an instance.</summary>
    /// <param name="value">The instance.</param>
    /// <param name="exact">The codec of the declared type itself; null if it has no instances of its own.</param>
    /// <param name="materialize">Makes a collection of a sequence that has no codec, such as a query.</param>
    public void WriteInstance(object? value, InstanceCodec? exact, Func<object, object?>? materialize)
    {
        if (value is null)
        {
            Output.WriteByte(SlotTag.Null);
            return;
        }

        var codec = exact is not null && value.GetType() == exact.Type ? exact : _codecs.TryInstanceOf(value);
        if (codec is null)
        {
            value = materialize?.Invoke(value) ?? throw CodecNotFoundException.For(value.GetType());
            codec = _codecs.InstanceOf(value);
        }

        var isTyped = !ReferenceEquals(codec, exact);
        if (codec.IsTracked)
        {
            if (_instances.TryGet(value, out var position))
            {
                Output.WriteByte(isTyped ? SlotTag.TypedReference : SlotTag.Reference);
                if (isTyped) WriteTypeHeader(codec);
                Output.WriteVarUInt32((uint)position);
                return;
            }

            _instances.Add(value, Output.Position);
        }

        Output.WriteByte(isTyped ? SlotTag.TypedInstance : SlotTag.Instance);
        if (isTyped) WriteTypeHeader(codec);
        _depth.Enter();
        codec.WriteBody(this, value);
        _depth.Leave();
    }

    private void WriteTypeHeader(InstanceCodec codec)
    {
        if (_types.TryGet(codec, out var position))
        {
            Output.WriteVarUInt32((uint)position);
            return;
        }

        var header = codec.TypeHeader;
        Output.WriteVarUInt32(0);
        _types.Add(codec, Output.Position);
        header.CopyTo(Output.GetSpan(header.Length));
        Output.Advance(header.Length);
    }
}
