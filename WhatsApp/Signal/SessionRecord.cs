using System.Collections.Immutable;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Signal.Records;
using Wasilo.WhatsApp.Signal.Wire;

namespace Wasilo.WhatsApp.Signal;

/// <summary>
/// All sessions with one device: the current one, and earlier ones, the latest first. Both sides may begin a session at once, and a side
/// may lose its own; so whatever session a message comes in is the one that the other side has, and becomes the current one.
/// </summary>
internal sealed record SessionRecord(Session? Current, ImmutableArray<ArchivedSession> Archived) : ISignalRecord
{
    internal static readonly SessionRecord Empty = new(null, []);

    public byte[] Encode() => SessionRecordCodec.Encode(this);

    /// <summary>Nothing of a session is for logs.</summary>
    public override string ToString() => nameof(SessionRecord);

    /// <summary>Makes a session the current one.</summary>
    internal SessionRecord With(Session session) => new(session, Archive(Archived));

    /// <summary>Leaves no current session. What still comes in the earlier ones can be read.</summary>
    internal SessionRecord WithoutCurrent() => new(null, Archive(Archived));

    /// <summary>Takes over what was kept under another address of the same device.</summary>
    /// <param name="other">What was kept there.</param>
    /// <param name="identity">The device's identity key as it is known here: only a session with it becomes the current one.</param>
    internal SessionRecord Merge(SessionRecord other, PublicKey? identity)
    {
        bool takesCurrent = Current is null && (identity is null || other.Current?.RemoteIdentity == identity);
        var current = takesCurrent ? other.Current : Current;
        var archived = (takesCurrent ? Archived : other.Archive(Archived)).Concat(other.Archived)
            .DistinctBy(session => session.BaseKey)
            .Where(session => session.BaseKey != current?.BaseKey);
        return new SessionRecord(current, [.. archived.Take(SignalLimits.ArchivedSessions)]);
    }

    /// <summary>The session that a prekey message belongs to, if it isn't a new one's first.</summary>
    internal bool Has(in PublicKey baseKey) => Current?.BaseKey == baseKey || IndexOf(baseKey) >= 0;

    /// <summary>Decrypts a prekey message in the session of its base key, which there must be.</summary>
    internal SessionRecord? Decrypt(
        PreKeyWhisperMessage first, PublicKey? identity, in LocalDevice me, out byte[] plaintext, out SignalException? failure)
    {
        var message = WhisperMessage.Parse(first.Message.Span);
        bool isCurrent = Current?.BaseKey == first.BaseKey;
        int index = isCurrent ? -1 : IndexOf(first.BaseKey);
        if (first.Identity != (isCurrent ? Current! : Archived[index].Open()).RemoteIdentity)
        {
            // Nothing else in a prekey message is authenticated, once its session is there.
            (plaintext, failure) = ([], new SignalKeyException("A prekey message names another identity than its session has."));
            return null;
        }

        return isCurrent
            ? InCurrent(message, me, out plaintext, out failure)
            : InArchived(index, identity, message, me, SignalLimits.Jump, out plaintext, out failure);
    }

    /// <summary>Decrypts in whichever session can; null, with the reason, if none can.</summary>
    /// <param name="identity">The device's identity key: a session with another one is read, but no longer written in.</param>
    /// <param name="bytes">The message.</param>
    /// <param name="me">This device.</param>
    /// <param name="plaintext">What it says.</param>
    /// <param name="failure">Why it can't be decrypted.</param>
    internal SessionRecord? Decrypt(
        PublicKey? identity, ReadOnlySpan<byte> bytes, in LocalDevice me, out byte[] plaintext, out SignalException? failure)
    {
        var message = WhisperMessage.Parse(bytes);
        // A ratchet key belongs to one session: whichever knows it decides. Else each may turn its ratchet, the latest first.
        if (Current?.Knows(message.RatchetKey) == true)
            return InCurrent(message, me, out plaintext, out failure);
        for (int i = 0; i < Archived.Length; i++)
        {
            if (Archived[i].Open().Knows(message.RatchetKey))
                return InArchived(i, identity, message, me, SignalLimits.Jump, out plaintext, out failure);
        }

        SignalException? first = null;
        if (Current is not null)
        {
            if (InCurrent(message, me, out plaintext, out first) is { } record)
                return Passed(record, out failure);
        }

        for (int i = 0; i < Archived.Length; i++)
        {
            if (InArchived(i, identity, message, me, SignalLimits.ArchivedJump, out plaintext, out _) is { } record)
                return Passed(record, out failure);
        }

        plaintext = [];
        failure = first ?? (Archived.IsEmpty ? new NoSessionException() : new SignalMacException());
        return null;
    }

    private static SessionRecord Passed(SessionRecord record, out SignalException? failure)
    {
        failure = null;
        return record;
    }

    private SessionRecord? InCurrent(in WhisperMessage message, in LocalDevice me, out byte[] plaintext, out SignalException? failure) =>
        Current!.Decrypt(message, me, SignalLimits.Jump, out plaintext, out failure) is { } session
            ? this with { Current = session }
            : null;

    private SessionRecord? InArchived(
        int index,
        PublicKey? identity,
        in WhisperMessage message,
        in LocalDevice me,
        uint ratchetJump,
        out byte[] plaintext,
        out SignalException? failure)
    {
        var session = Archived[index].Open().Decrypt(message, me, ratchetJump, out plaintext, out failure);
        if (session is null)
            return null;
        return identity is null || session.RemoteIdentity == identity
            ? new SessionRecord(session, Archive(Archived.RemoveAt(index)))
            : this with { Archived = Archived.SetItem(index, ArchivedSession.Of(session)) };
    }

    // In front of others, as far as there is room.
    private ImmutableArray<ArchivedSession> Archive(ImmutableArray<ArchivedSession> others)
    {
        if (Current is null)
            return others;
        var kept = others.Length < SignalLimits.ArchivedSessions ? others : others[..(SignalLimits.ArchivedSessions - 1)];
        return kept.Insert(0, ArchivedSession.Of(Current));
    }

    private int IndexOf(in PublicKey baseKey)
    {
        for (int i = 0; i < Archived.Length; i++)
        {
            if (Archived[i].BaseKey == baseKey)
                return i;
        }

        return -1;
    }
}
