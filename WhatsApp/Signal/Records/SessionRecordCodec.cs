using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Wasilo.WhatsApp.Signal.Records;

/// <summary>
/// A record of sessions: <c>version (1), length of the current session or 0, current session, archived sessions: length, session</c>.
/// </summary>
internal static class SessionRecordCodec
{
    private const byte Version = 1;

    internal static byte[] Encode(SessionRecord record)
    {
        using var writer = new RecordWriter();
        writer.Number(Version);
        byte[] current = record.Current is null ? [] : SessionCodec.Encode(record.Current);
        writer.Number((uint)current.Length);
        writer.Bytes(current);
        int kept = Fitting(record.Archived, SignalLimits.RecordLength - writer.Length);
        writer.Number((uint)kept);
        foreach (var archived in record.Archived.AsSpan()[..kept])
        {
            writer.Number((uint)archived.Encoded.Length);
            writer.Bytes(archived.Encoded.Span);
        }

        return writer.ToArray();
    }

    /// <exception cref="Errors.CorruptRecordException">It isn't one.</exception>
    internal static SessionRecord Decode(ReadOnlyMemory<byte> bytes)
    {
        var reader = new RecordReader(bytes);
        reader.Version(Version);
        int length = reader.Count(bytes.Length);
        var current = length == 0 ? null : SessionCodec.Decode(reader.Bytes(length));
        var archived = new ArchivedSession[reader.Count(SignalLimits.ArchivedSessions)];
        for (int i = 0; i < archived.Length; i++)
            archived[i] = ArchivedSession.Read(reader.Bytes(reader.Count(bytes.Length)));
        reader.End();
        return new SessionRecord(current, ImmutableCollectionsMarshal.AsImmutableArray(archived));
    }

    // The latest come first.
    private static int Fitting(ImmutableArray<ArchivedSession> archived, int room)
    {
        const int Overhead = 4; // its length, and the number of all of them
        int kept = 0;
        while (kept < archived.Length && (room -= archived[kept].Encoded.Length + Overhead) >= 0)
            kept++;
        return kept;
    }
}
