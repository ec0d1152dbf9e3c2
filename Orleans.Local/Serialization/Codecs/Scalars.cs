using System.Net;

namespace Orleans.Serialization;

/// <summary>The types that the wire format knows by itself.</summary>
internal static class Scalars
{
    public static readonly IReadOnlyDictionary<Type, SlotCodec> All = new Dictionary<Type, SlotCodec>
    {
        [typeof(bool)] = new ScalarCodec<bool>(
            WireType.VarInt,
            static (output, value) => output.WriteBool(value),
            static (ref input) => input.ReadBool()),
        [typeof(byte)] = Unsigned<byte>(static value => value, static value => checked((byte)value)),
        [typeof(ushort)] = Unsigned<ushort>(static value => value, static value => checked((ushort)value)),
        [typeof(uint)] = Unsigned<uint>(static value => value, static value => checked((uint)value)),
        [typeof(ulong)] = Unsigned<ulong>(static value => value, static value => value),
        [typeof(char)] = Unsigned<char>(static value => value, static value => checked((char)value)),
        [typeof(sbyte)] = Signed<sbyte>(static value => value, static value => checked((sbyte)value)),
        [typeof(short)] = Signed<short>(static value => value, static value => checked((short)value)),
        [typeof(int)] = Signed<int>(static value => value, static value => checked((int)value)),
        [typeof(long)] = Signed<long>(static value => value, static value => value),
        [typeof(TimeSpan)] = Signed<TimeSpan>(static value => value.Ticks, static value => new TimeSpan(value)),
        [typeof(DateOnly)] = Signed<DateOnly>(static value => value.DayNumber, static value => DateOnly.FromDayNumber(checked((int)value))),
        [typeof(TimeOnly)] = Signed<TimeOnly>(static value => value.Ticks, static value => new TimeOnly(value)),
        [typeof(float)] = new ScalarCodec<float>(
            WireType.Fixed32,
            static (output, value) => output.WriteFixed32(BitConverter.SingleToUInt32Bits(value)),
            static (ref input) => BitConverter.UInt32BitsToSingle(input.ReadFixed32())),
        [typeof(double)] = new ScalarCodec<double>(
            WireType.Fixed64,
            static (output, value) => output.WriteFixed64(BitConverter.DoubleToUInt64Bits(value)),
            static (ref input) => BitConverter.UInt64BitsToDouble(input.ReadFixed64())),
        [typeof(DateTime)] = new ScalarCodec<DateTime>(
            WireType.Fixed64,
            static (output, value) => output.WriteFixed64((ulong)value.ToBinary()),
            static (ref input) => DateTime.FromBinary((long)input.ReadFixed64())),
        [typeof(DateTimeOffset)] = new ScalarCodec<DateTimeOffset>(
            WireType.Fixed128,
            static (output, value) =>
            {
                output.WriteFixed64((ulong)value.Ticks);
                output.WriteFixed64((ulong)value.Offset.Ticks);
            },
            static (ref input) => new DateTimeOffset((long)input.ReadFixed64(), new TimeSpan((long)input.ReadFixed64()))),
        [typeof(Guid)] = new ScalarCodec<Guid>(
            WireType.Fixed128,
            static (output, value) => output.WriteGuid(value),
            static (ref input) => input.ReadGuid()),
        [typeof(decimal)] = new ScalarCodec<decimal>(
            WireType.Fixed128,
            static (output, value) =>
            {
                Span<int> parts = stackalloc int[4];
                decimal.GetBits(value, parts);
                foreach (var part in parts) output.WriteFixed32((uint)part);
            },
            static (ref input) =>
            {
                Span<int> parts = stackalloc int[4];
                for (var i = 0; i < parts.Length; i++) parts[i] = (int)input.ReadFixed32();
                return new decimal(parts);
            }),
        [typeof(ReadOnlyMemory<byte>)] = new ScalarCodec<ReadOnlyMemory<byte>>(
            WireType.Bytes,
            static (output, value) => output.WriteBytes(value.Span),
            static (ref input) => input.ReadBytes().ToArray(),
            static value => value.ToArray()),
        [typeof(Memory<byte>)] = new ScalarCodec<Memory<byte>>(
            WireType.Bytes,
            static (output, value) => output.WriteBytes(value.Span),
            static (ref input) => input.ReadBytes().ToArray(),
            static value => value.ToArray()),
        [typeof(string)] = Text(static value => value, static text => text),
        // Whether "/a" is relative depends on the machine: on Unix it also is an absolute path.
        [typeof(Uri)] = Text(
            static value => (value.IsAbsoluteUri ? "a" : "r") + value.OriginalString,
            static text => new Uri(text[1..], text[0] == 'a' ? UriKind.Absolute : UriKind.Relative)),
        [typeof(Version)] = Text(static value => value.ToString(), Version.Parse),
        [typeof(IPAddress)] = Text(static value => value.ToString(), IPAddress.Parse),
        [typeof(IPEndPoint)] = Text(static value => value.ToString(), IPEndPoint.Parse),
    };

    private static ScalarCodec<T> Unsigned<T>(Func<T, ulong> from, Func<ulong, T> to) =>
        new(WireType.VarInt, (output, value) => output.WriteVarUInt64(from(value)), (ref input) => to(input.ReadVarUInt64()));

    private static ScalarCodec<T> Signed<T>(Func<T, long> from, Func<long, T> to) =>
        new(WireType.VarInt, (output, value) => output.WriteVarInt64(from(value)), (ref input) => to(input.ReadVarInt64()));

    private static ScalarCodec<T?> Text<T>(Func<T, string> from, Func<string, T> to) where T : class => new(
        WireType.OptionalBytes,
        (output, value) => output.WriteOptionalString(value is null ? null : from(value)),
        (ref input) => input.ReadOptionalString() is { } text ? to(text) : null);
}
