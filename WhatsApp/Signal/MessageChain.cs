using Wasilo.WhatsApp.Errors;

namespace Wasilo.WhatsApp.Signal;

/// <summary>
/// A chain of message keys: of one ratchet key in a session, or of a sender key. It never changes; advancing makes another.
/// </summary>
internal sealed class MessageChain(in Key32 key, uint next, uint forgotten, SkippedSeeds skipped)
{
    private readonly Key32 _key = key;

    internal MessageChain(in Key32 key, uint next = 0)
        : this(key, next, 0, SkippedSeeds.None)
    {
    }

    internal ReadOnlySpan<byte> Key => _key;

    /// <summary>The counter of the next message.</summary>
    internal uint Next => next;

    /// <summary>A key that isn't kept may have been given up or never been had, below this counter; from it on, it was used.</summary>
    internal uint Forgotten => forgotten;

    internal SkippedSeeds Skipped => skipped;

    /// <summary>For the sending side: takes the next message's seed.</summary>
    internal MessageChain Take(Span<byte> seed)
    {
        KeySchedule.Seed(_key, seed);
        var after = _key;
        KeySchedule.Advance(ref after);
        return new MessageChain(after, checked(next + 1));
    }

    /// <summary>
    /// For the receiving side: the seed of a message, and the chain as it is once that message has proved genuine.
    /// </summary>
    /// <param name="counter">The message's.</param>
    /// <param name="jumpLimit">How far ahead it may be.</param>
    /// <param name="gapLimit">How many runs of skipped seeds are kept.</param>
    /// <param name="seed">Takes 32 bytes.</param>
    /// <param name="failure">Why there is no such seed.</param>
    internal MessageChain? Take(uint counter, uint jumpLimit, int gapLimit, Span<byte> seed, out SignalException? failure)
    {
        failure = null;
        if (counter < next)
        {
            if (skipped.Take(counter, seed) is { } rest)
                return new MessageChain(_key, next, forgotten, rest);
            failure = counter < forgotten ? new MissingMessageKeyException() : new DuplicateMessageException(counter);
            return null;
        }

        if (counter - next > jumpLimit || counter == uint.MaxValue)
        {
            failure = new FutureMessageException(counter, next, jumpLimit);
            return null;
        }

        return Advance(counter, gapLimit, seed);
    }

    private MessageChain Advance(uint counter, int gapLimit, Span<byte> seed)
    {
        var after = _key;
        uint kept = Math.Min(counter - next, SignalLimits.SkippedKeys);
        for (uint i = next; i < counter - kept; i++)
            KeySchedule.Advance(ref after);
        byte[] seeds = kept == 0 ? [] : new byte[kept * Key32.Length];
        for (int i = 0; i < seeds.Length; i += Key32.Length)
        {
            KeySchedule.Seed(after, seeds.AsSpan(i, Key32.Length));
            KeySchedule.Advance(ref after);
        }

        KeySchedule.Seed(after, seed);
        KeySchedule.Advance(ref after);
        if (kept == 0)
            return new MessageChain(after, counter + 1, forgotten, skipped);
        var added = skipped.Add(counter - kept, seeds, gapLimit, out uint lost);
        return new MessageChain(after, counter + 1, Math.Max(forgotten, Math.Max(lost, FirstKept(counter, kept))), added);
    }

    private uint FirstKept(uint counter, uint kept) => counter - kept > next ? counter - kept : forgotten;
}
