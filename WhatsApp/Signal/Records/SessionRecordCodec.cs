using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Wasilo.WhatsApp.Signal.Records;

/// <summary>
/// A record of sessions: <c>version (1), whether there is a current one (0 or 1), it, archived ones: length, session</c>.
/// </summary>
internal static class SessionRecordCodec
{
    private const byte Version = 1;

    internal static byte[] Encode(SessionRecord record)
    {
        using var writer = new RecordWriter();
        writer.Number(Version);
        writer.Number(record.Current is null ? 0u : 1u);
        if (record.Current is not null)
            SessionCodec.Write(writer, record.Current);
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
        var current = reader.Count(1) == 0 ? null : SessionCodec.Read(ref reader);
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
