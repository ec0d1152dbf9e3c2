using System.Buffers;
using System.Collections.Immutable;
using Orleans.Local.Calls;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Orleans.Local.Messaging;

/// <summary>
/// What goes over a connection. A frame is its length (4 bytes, little endian, not counting itself), a kind, and a body:
/// <code>
/// Hello    = magic version cluster-id role address expected-silo
/// Welcome  = accepted reason silo manifest
/// Request  = id flags milliseconds-left forward-count target source? interface method context? arguments
/// Response = id flags (result | exception)
/// Cancel   = id
/// Ask      = id operation body          (silo to silo: directory; client to gateway: figures)
/// Answer   = id ok body
/// Leaving  =                                  (gateway to client: send nothing new)
/// </code>
/// Ids number the requests of one direction of one connection. A silo that passes a request on gives it a number of its own and passes the
/// response back, so that a connection that breaks fails exactly the calls that went over it.
/// </summary>
internal enum FrameKind : byte
{
    Hello = 1,
    Welcome = 2,
    Request = 3,
    Response = 4,
    Cancel = 5,
    Ask = 6,
    Answer = 7,
    Leaving = 8,
}

[Flags]
internal enum RequestFlags : byte
{
    None = 0,
    OneWay = 1,
    PlaceHere = 2,
    HasSource = 4,
    HasContext = 8,
}

[Flags]
internal enum ResponseFlags : byte
{
    None = 0,
    Exception = 1,

    /// <summary>The grain is not where the request was sent first: whoever remembers that place should forget it.</summary>
    Moved = 2,
}

/// <summary>A response as it goes from hop to hop: its body is read by the caller alone.</summary>
internal readonly record struct ResponseFrame(long Id, ResponseFlags Flags, ReadOnlyMemory<byte> Body);

/// <summary>Writes and reads the frames of calls.</summary>
internal static class CallFrames
{
    public static void WriteRequest(IBufferWriter<byte> output, long id, GrainRequest request, long millisecondsLeft, ObjectSerializer serializer)
    {
        var flags = (request.IsOneWay ? RequestFlags.OneWay : 0) | (request.PlaceHere ? RequestFlags.PlaceHere : 0)
            | (request.Source is null ? 0 : RequestFlags.HasSource) | (request.Context is null ? 0 : RequestFlags.HasContext);
        output.WriteByte((byte)FrameKind.Request);
        output.WriteVarUInt64((ulong)id);
        output.WriteByte((byte)flags);
        output.WriteVarUInt64((ulong)Math.Max(0, millisecondsLeft));
        output.WriteByte((byte)request.ForwardCount);
        output.WriteString(request.Target.ToString());
        if (request.Source is { } source)
            output.WriteString(source.ToString());
        output.WriteString(request.InterfaceName);
        output.WriteFixed32(request.MethodId);
        if (request.Context is { } context)
            serializer.Write(output, context, typeof(ImmutableDictionary<string, object>));
        output.Write(request.Payload.Span);
    }

    public static GrainRequest ReadRequest(ReadOnlyMemory<byte> frame, Connection origin, long now, TimeProvider time, ObjectSerializer serializer)
    {
        var input = new ByteReader(frame.Span);
        _ = input.ReadByte();
        var id = (long)input.ReadVarUInt64();
        var flags = (RequestFlags)input.ReadByte();
        var milliseconds = Math.Min(input.ReadVarUInt64(), int.MaxValue);
        var forwards = input.ReadByte();
        var target = GrainId.Parse(input.ReadString());
        var source = flags.HasFlag(RequestFlags.HasSource) ? GrainId.Parse(input.ReadString()) : (GrainId?)null;
        var interfaceName = input.ReadString();
        var method = input.ReadFixed32();
        var context = flags.HasFlag(RequestFlags.HasContext)
            ? (ImmutableDictionary<string, object>?)serializer.Read(ref input, typeof(ImmutableDictionary<string, object>))
            : null;
        return new GrainRequest(target, interfaceName, method, flags.HasFlag(RequestFlags.OneWay))
        {
            Origin = origin,
            OriginId = id,
            Source = source,
            Context = context,
            Deadline = now + (long)(milliseconds / 1000.0 * time.TimestampFrequency),
            PlaceHere = flags.HasFlag(RequestFlags.PlaceHere),
            ForwardCount = forwards,
            Payload = frame[input.Position..],
        };
    }

    public static ResponseFrame ReadResponse(ReadOnlyMemory<byte> frame)
    {
        var input = new ByteReader(frame.Span);
        _ = input.ReadByte();
        return new((long)input.ReadVarUInt64(), (ResponseFlags)input.ReadByte(), frame[input.Position..]);
    }
}
