using Orleans.Concurrency;

namespace Wasilo.Conformance.Grains.Turns;

/// <summary>Waits inside a call until another call lets it go.</summary>
public interface IGateGrain : IGrainWithStringKey
{
    /// <summary>Ends when <see cref="Open"/> or <see cref="OpenInterleaved"/> was called.</summary>
    Task Wait();

    /// <summary>Lets waiting calls go.</summary>
    Task Open();

    /// <summary>Lets waiting calls go, and may run while they wait.</summary>
    [AlwaysInterleave]
    Task OpenInterleaved();

    /// <summary>How many calls wait now.</summary>
    [AlwaysInterleave]
    Task<int> Waiting();

    /// <summary>Returns to the caller before it runs; waits for the gate, then counts.</summary>
    [OneWay]
    Task CountOneWay();

    /// <summary>Fails where nobody waits for it.</summary>
    [OneWay]
    Task FailOneWay();

    /// <summary>How many one-way calls have run.</summary>
    [AlwaysInterleave]
    Task<int> Counted();
}

/// <summary>As <see cref="IGateGrain"/>, on a class that allows calls to interleave.</summary>
public interface IReentrantGateGrain : IGateGrain;

/// <summary>As <see cref="IGateGrain"/>, on an ordinary class.</summary>
public interface ISerialGateGrain : IGateGrain;

/// <summary>What both gates do.</summary>
public abstract class GateGrain : Grain, IGateGrain
{
    private readonly TaskCompletionSource _open = new();
    private int _waiting;
    private int _counted;

    async Task IGateGrain.Wait()
    {
        _waiting++;
        await _open.Task;
        _waiting--;
    }

    Task IGateGrain.Open() => OpenGate();

    Task IGateGrain.OpenInterleaved() => OpenGate();

    Task<int> IGateGrain.Waiting() => Task.FromResult(_waiting);

    async Task IGateGrain.CountOneWay()
    {
        await _open.Task;
        _counted++;
    }

    Task IGateGrain.FailOneWay()
    {
        _counted++;
        throw new InvalidOperationException("Nobody waits for this.");
    }

    Task<int> IGateGrain.Counted() => Task.FromResult(_counted);

    private Task OpenGate()
    {
        _open.TrySetResult();
        return Task.CompletedTask;
    }
}

/// <summary>Calls interleave at every await.</summary>
[Reentrant]
public sealed class ReentrantGateGrain : GateGrain, IReentrantGateGrain;

/// <summary>One call after the other.</summary>
public sealed class SerialGateGrain : GateGrain, ISerialGateGrain;
