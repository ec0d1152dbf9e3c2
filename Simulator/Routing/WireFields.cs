namespace Wasilo.Simulator.Routing;

/// <summary>Walks over the fields of an encoded protobuf message without copying; of the two kinds that Signal's messages have.</summary>
internal ref struct WireFields(ReadOnlySpan<byte> rest)
{
    private const int VarintType = 0;
    private const int BytesType = 2;

    private ReadOnlySpan<byte> _rest = rest;
    private bool _broken;

    public int Field { get; private set; }

    public ulong Number { get; private set; }

    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Whether it was read to its end and nothing was wrong.</summary>
    public readonly bool IsWhole => !_broken && _rest.IsEmpty;

    public bool Next()
    {
        if (_broken || _rest.IsEmpty || !TryVarint(out var tag))
            return false;
        Field = (int)(tag >> 3);
        Bytes = default;
        Number = 0;
        switch ((int)(tag & 7))
        {
            case VarintType when TryVarint(out var number):
                Number = number;
                return true;
            case BytesType when TryVarint(out var length) && length <= (ulong)_rest.Length:
                Bytes = _rest[..(int)length];
                _rest = _rest[(int)length..];
                return true;
            default:
                _broken = true;
                return false;
        }
    }

    private bool TryVarint(out ulong value)
    {
        value = 0;
        for (var (i, shift) = (0, 0); i < _rest.Length && shift < 64; i++, shift += 7)
        {
            value |= (ulong)(_rest[i] & 0x7f) << shift;
            if (_rest[i] < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return true;
            }
        }

        _broken = true;
        return false;
    }
}
