using System.Collections.Concurrent;
using Wasilo.Simulator.Phones;
using Wasilo.Simulator.Routing;

namespace Wasilo.Simulator.Counting;

/// <summary>What a correct client never does, as it was seen.</summary>
public sealed class Violations
{
    // One broken client in a loop must not fill the memory. The counter of conflicts goes on.
    private const int Kept = 10_000;

    private readonly ConcurrentQueue<Violation> _seen = new();
    private readonly TimeProvider _time;

    internal Violations(TimeProvider time) => _time = time;

    /// <summary>The oldest first; the first 10,000 are kept.</summary>
    public IReadOnlyList<Violation> All => [.. _seen];

    internal void RecordTwoSockets(Device device, long older, long newer) => Record(
        new Party(device.Phone, device), $"two sockets at the same time: connection {newer} logged in while {older} was open");

    internal void Record(Party device, string what)
    {
        if (_seen.Count < Kept)
            _seen.Enqueue(new Violation(_time.GetUtcNow(), device.ToString(), what));
    }
}

/// <summary>Something that a correct client never does.</summary>
/// <param name="At">When.</param>
/// <param name="Device">The device's jid.</param>
/// <param name="What">What it did.</param>
public sealed record Violation(DateTimeOffset At, string Device, string What);
