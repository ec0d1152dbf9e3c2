using System.Buffers;
using Orleans.Local.Messaging;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Orleans.Local.Directory;

/// <summary>Where a grain's activation is.</summary>
internal sealed record DirectoryEntry(SiloAddress Silo, long ActivationId)
{
    public void Write(IBufferWriter<byte> output)
    {
        output.WriteString(Silo.ToParsableString());
        output.WriteVarUInt64((ulong)ActivationId);
    }

    public static DirectoryEntry Read(ref ByteReader input) => new(SiloAddress.Parse(input.ReadString()), (long)input.ReadVarUInt64());
}

/// <summary>What a silo asks of the owner of a grain's directory entry.</summary>
internal sealed record DirectoryRequest(DirectoryRequest.Operation What, long View, GrainId Grain, DirectoryEntry? Entry)
{
    internal enum Operation : byte
    {
        Lookup = 0,
        Register = 1,
        Unregister = 2,
    }

    public void Write(IBufferWriter<byte> output)
    {
        output.WriteByte((byte)What);
        output.WriteVarUInt64((ulong)View);
        output.WriteString(Grain.ToString());
        output.WriteBool(Entry is not null);
        Entry?.Write(output);
    }

    public static DirectoryRequest Read(ref ByteReader input) => new(
        (Operation)input.ReadByte(), (long)input.ReadVarUInt64(), GrainId.Parse(input.ReadString()), input.ReadBool() ? DirectoryEntry.Read(ref input) : null);
}

/// <summary>The owner's answer: the entry as it is now, or that it owns nothing in that view any more.</summary>
internal sealed record DirectoryReply(bool Stale, long View, DirectoryEntry? Entry)
{
    public void Write(IBufferWriter<byte> output)
    {
        output.WriteBool(Stale);
        output.WriteVarUInt64((ulong)View);
        output.WriteBool(Entry is not null);
        Entry?.Write(output);
    }

    public static DirectoryReply Read(ref ByteReader input) =>
        new(input.ReadBool(), (long)input.ReadVarUInt64(), input.ReadBool() ? DirectoryEntry.Read(ref input) : null);
}

/// <summary>A silo's activations whose entries a silo owns in a view.</summary>
internal sealed record DirectoryReport(SiloAddress From, long View, IReadOnlyList<(GrainId Grain, long ActivationId)> Activations)
{
    public void Write(IBufferWriter<byte> output)
    {
        output.WriteString(From.ToParsableString());
        output.WriteVarUInt64((ulong)View);
        output.WriteVarUInt64((ulong)Activations.Count);
        foreach (var (grain, id) in Activations)
        {
            output.WriteString(grain.ToString());
            output.WriteVarUInt64((ulong)id);
        }
    }

    public static DirectoryReport Read(ref ByteReader input)
    {
        var from = SiloAddress.Parse(input.ReadString());
        var view = (long)input.ReadVarUInt64();
        var count = input.ReadCount();
        var activations = new List<(GrainId, long)>(count);
        for (var i = 0; i < count; i++)
            activations.Add((GrainId.Parse(input.ReadString()), (long)input.ReadVarUInt64()));
        return new(from, view, activations);
    }
}
