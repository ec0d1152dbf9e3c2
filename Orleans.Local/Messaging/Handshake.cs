using System.Buffers;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Orleans.Local.Messaging;

/// <summary>The first frame of a connection: who calls, which cluster, and which silo is expected at the other end.</summary>
internal sealed record Hello(string ClusterId, SiloAddress? Silo, SiloAddress? Expected)
{
    private const uint Magic = 0x4c4e4c4f; // "OLNL": this is no real Orleans silo, and must not be taken for one.
    private const byte Version = 1;

    public void Write(IBufferWriter<byte> output)
    {
        output.WriteByte((byte)FrameKind.Hello);
        output.WriteFixed32(Magic);
        output.WriteByte(Version);
        output.WriteString(ClusterId);
        output.WriteString(Silo?.ToParsableString() ?? string.Empty);
        output.WriteString(Expected?.ToParsableString() ?? string.Empty);
    }

    /// <exception cref="InvalidDataException">The other end speaks something else.</exception>
    public static Hello Read(ReadOnlySpan<byte> frame)
    {
        var input = new ByteReader(frame);
        if (input.ReadByte() != (byte)FrameKind.Hello || input.ReadFixed32() != Magic || input.ReadByte() != Version)
            throw new InvalidDataException("The other end is no silo or client of this kind and version.");
        return new(input.ReadString(), ReadSilo(ref input), ReadSilo(ref input));
    }

    private static SiloAddress? ReadSilo(ref ByteReader input) => input.ReadString() is { Length: > 0 } text ? SiloAddress.Parse(text) : null;
}

/// <summary>The answer to <see cref="Hello"/>.</summary>
internal sealed record Welcome(string? Refusal, IReadOnlyList<(string Interface, string GrainType, string ClassName)> Manifest)
{
    public void Write(IBufferWriter<byte> output)
    {
        output.WriteByte((byte)FrameKind.Welcome);
        output.WriteString(Refusal ?? string.Empty);
        output.WriteVarUInt64((ulong)Manifest.Count);
        foreach (var (name, type, className) in Manifest)
        {
            output.WriteString(name);
            output.WriteString(type);
            output.WriteString(className);
        }
    }

    /// <exception cref="InvalidDataException">The other end speaks something else.</exception>
    public static Welcome Read(ReadOnlySpan<byte> frame)
    {
        var input = new ByteReader(frame);
        if (input.ReadByte() != (byte)FrameKind.Welcome)
            throw new InvalidDataException("The other end is no silo of this kind.");
        var refusal = input.ReadString();
        var manifest = new (string, string, string)[input.ReadCount()];
        for (var i = 0; i < manifest.Length; i++)
            manifest[i] = (input.ReadString(), input.ReadString(), input.ReadString());
        return new(refusal.Length == 0 ? null : refusal, manifest);
    }
}
