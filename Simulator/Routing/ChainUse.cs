using System.Collections.Concurrent;
using Wasilo.Simulator.Counting;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Routing;

/// <summary>
/// Watches that no key of a Signal chain encrypts two different messages. That is what happens to a client that goes back to an older
/// state of its session after a crash; nobody may ever see it.
/// </summary>
internal sealed class ChainUse(Violations violations)
{
    // Pairs of devices that are watched. Beyond that the oldest knowledge isn't worth the memory: new pairs go unwatched.
    private const int MaxPairs = 200_000;

    private readonly ConcurrentDictionary<(Party From, Party To), ChainWatch> _pairs = new();
    private readonly ConcurrentDictionary<(Party From, string Group), ChainWatch> _groups = new();

    /// <summary>A device encrypts for another one.</summary>
    public void Watch(Party from, Party to, Node enc)
    {
        if (!SignalHeader.TryRead(enc["type"], enc.Bytes.Span, out var header))
            return;
        if (!_pairs.TryGetValue((from, to), out var watch))
        {
            if (_pairs.Count >= MaxPairs)
                return;
            watch = _pairs.GetOrAdd((from, to), static _ => new ChainWatch());
        }

        if (!watch.Add(header))
            violations.Record(from, $"a message key used twice: counter {header.Counter} of the chain {header.Chain:x} to {to}");
    }

    /// <summary>A device encrypts for a group.</summary>
    public void WatchGroup(Party from, string group, Node? enc)
    {
        if (enc is null || !SignalHeader.TryRead(enc["type"], enc.Bytes.Span, out var header))
            return;
        if (!_groups.TryGetValue((from, group), out var watch))
        {
            if (_groups.Count >= MaxPairs)
                return;
            watch = _groups.GetOrAdd((from, group), static _ => new ChainWatch());
        }

        if (!watch.Add(header))
            violations.Record(from, $"a sender key used twice: iteration {header.Counter} of key {header.Chain} in {group}");
    }
}
