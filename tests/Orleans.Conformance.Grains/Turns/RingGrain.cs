using Orleans.Concurrency;

namespace Wasilo.Conformance.Grains.Turns;

/// <summary>Calls another grain, which may call back.</summary>
public interface IRingGrain : IGrainWithStringKey
{
    /// <summary>Calls the first key on the route, handing it the rest; answers how far it came.</summary>
    Task<int> Follow(Queue<string> route);

    /// <summary>Sleeps, then answers.</summary>
    Task Sleep(TimeSpan howLong);

    /// <summary>Answers at once.</summary>
    Task<string> Ping();
}

/// <summary>As <see cref="IRingGrain"/>, on a class that lets calls interleave.</summary>
public interface IReentrantRingGrain : IRingGrain;

/// <summary>As <see cref="IRingGrain"/>, on an ordinary class.</summary>
public interface ISerialRingGrain : IRingGrain;

/// <summary>What both rings do.</summary>
public abstract class RingGrain : Grain, IRingGrain
{
    async Task<int> IRingGrain.Follow(Queue<string> route) => route.TryDequeue(out var next) ? 1 + await Next(next).Follow(route) : 0;

    Task IRingGrain.Sleep(TimeSpan howLong) => Task.Delay(howLong);

    Task<string> IRingGrain.Ping() => Task.FromResult("pong");

    /// <summary>The grain of the same class with that key.</summary>
    protected abstract IRingGrain Next(string key);
}

/// <summary>A cycle of these succeeds.</summary>
[Reentrant]
public sealed class ReentrantRingGrain : RingGrain, IReentrantRingGrain
{
    /// <inheritdoc/>
    protected override IRingGrain Next(string key) => GrainFactory.GetGrain<IReentrantRingGrain>(key);
}

/// <summary>A cycle of these can't succeed.</summary>
public sealed class SerialRingGrain : RingGrain, ISerialRingGrain
{
    /// <inheritdoc/>
    protected override IRingGrain Next(string key) => GrainFactory.GetGrain<ISerialRingGrain>(key);
}
