namespace Orleans.Serialization;

/// <summary>One read: the instances and types met so far, by the position where they began.</summary>
internal sealed class ReadContext
{
    // What holds an instance that was fetched already is read with it. More than a few such layers make no sense.
    private const int ReadsOfSkipped = 16;
    private const int MaxKept = 1024;

    [ThreadStatic]
    private static ReadContext? _spare;

    private readonly List<KeyValuePair<int, object>> _instances = [];
    /// <summary>Of <see cref="_instances"/>, filled when the first reference is met: most messages have none.</summary>
    private readonly Dictionary<int, object> _index = [];
    private readonly Dictionary<int, InstanceCodec> _types = [];
    private CodecProvider _codecs = null!;
    private DepthGuard _depth;
    private int _start;
    private int _indexed;
    private long _bytesToReadAgain;
    private bool _readsSkipped;

    public static ReadContext Rent(CodecProvider codecs, int start)
    {
        var context = _spare ?? new ReadContext();
        // A setter that deserializes in turn must find none to take.
        _spare = null;
        context._codecs = codecs;
        context._depth = default;
        context._start = start;
        context._indexed = 0;
        context._bytesToReadAgain = 0;
        context._readsSkipped = false;
        return context;
    }

    public void Return()
    {
        // One large message must not pin its size for as long as the thread lives.
        if (_instances.Capacity > MaxKept) return;
        if (_instances.Count > 0) _instances.Clear();
        if (_index.Count > 0) _index.Clear();
        if (_types.Count > 0) _types.Clear();
        _spare = this;
    }

    /// <summary>Makes an instance known, best before its members are read: they may refer to it.</summary>
    public void Add(int position, object instance) => _instances.Add(new(position, instance));

    /// <summary>Steps over a field that this version of its type doesn't have.</summary>
    public void Skip(ref ByteReader input, WireType type)
    {
        var start = input.Position;
        input.Skip(type);
        _bytesToReadAgain += ReadsOfSkipped * (long)(input.Position - start);
    }

    /// <summary>Reads a slot that holds an instance.</summary>
    /// <param name="input">The data.</param>
    /// <param name="exact">The codec of the declared type itself; null if it has no instances of its own.</param>
    public object? ReadInstance(ref ByteReader input, InstanceCodec? exact)
    {
        var position = input.Position - _start;
        switch (input.ReadByte())
        {
            case SlotTag.Null: return null;
            case SlotTag.Instance: return ReadBody(ref input, exact ?? throw TypeMissing(), position);
            case SlotTag.TypedInstance: return ReadBody(ref input, ReadTypeHeader(ref input), position);
            case SlotTag.Reference: return Resolve(ref input, exact ?? throw TypeMissing());
            case SlotTag.TypedReference: return Resolve(ref input, ReadTypeHeader(ref input));
            case var tag: throw new SerializerException($"{tag} is not the beginning of an instance.");
        }
    }

    private object ReadBody(ref ByteReader input, InstanceCodec codec, int position)
    {
        _depth.Enter();
        var result = codec.ReadBody(ref input, this, position);
        _depth.Leave();
        // What was read from a skipped field may hold something that a reference had already fetched from there.
        return _readsSkipped && _index.TryGetValue(position, out var first) ? first : result;
    }

    private object Resolve(ref ByteReader input, InstanceCodec codec)
    {
        var here = input.Position - _start;
        var position = ReadPosition(ref input, here);
        for (; _indexed < _instances.Count; _indexed++) _index.TryAdd(_instances[_indexed].Key, _instances[_indexed].Value);
        return _index.TryGetValue(position, out var instance) ? instance : ReadSkipped(ref input, codec, position);
    }

    /// <summary>
    /// The instance first appeared in a field that was skipped, because only the sender's version has it: it is read there now. Such reads
    /// are limited to what was skipped, or crafted references could make us read the same data over and over.
    /// </summary>
    private object ReadSkipped(ref ByteReader input, InstanceCodec codec, int position)
    {
        var start = _start + position;
        var earlier = input.Between(start, (int)Math.Min(input.Position, start + _bytesToReadAgain));
        var tag = earlier.ReadByte();
        if (tag == SlotTag.TypedInstance) ReadTypeHeader(ref earlier);
        else if (tag != SlotTag.Instance) throw new SerializerException($"No instance begins at position {position}.");
        _readsSkipped = true;
        var result = ReadBody(ref earlier, codec, position);
        _bytesToReadAgain -= earlier.Position - start;
        return result;
    }

    private InstanceCodec ReadTypeHeader(ref ByteReader input)
    {
        var here = input.Position - _start;
        var position = ReadPosition(ref input, here);
        if (position == 0)
        {
            position = input.Position - _start;
            return _types[position] = _codecs.ReadTypeHeader(ref input);
        }

        if (_types.TryGetValue(position, out var known)) return known;
        // Spelled out in a field that was skipped.
        var earlier = input.Between(_start + position, input.Position);
        return _types[position] = _codecs.ReadTypeHeader(ref earlier);
    }

    private static int ReadPosition(ref ByteReader input, int here)
    {
        var position = input.ReadVarUInt32();
        return position < here ? (int)position : throw new SerializerException($"Position {position} is not before {here}.");
    }

    private static SerializerException TypeMissing() => new("The type of an instance is missing.");
}
