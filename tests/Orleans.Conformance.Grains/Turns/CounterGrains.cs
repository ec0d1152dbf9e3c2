using Orleans.Concurrency;

namespace Wasilo.Conformance.Grains.Turns;

/// <summary>Counts without any synchronisation of its own.</summary>
public interface ICounterGrain : IGrainWithStringKey
{
    /// <summary>Reads, gives up the thread several times, then writes: a counter that tears if turns overlap.</summary>
    Task AddTearing();

    /// <summary>Adds one after each of several awaits, in single statements: right as long as no two continuations run at once.</summary>
    Task AddAfterAwaits(int times);

    /// <summary>Leaves the grain's scheduler for the thread pool and tells whether it is back on it afterwards.</summary>
    Task<bool> ReturnsFromThePool();

    /// <summary>The count.</summary>
    Task<int> Count();

    /// <summary>How many calls were ever under way at once.</summary>
    Task<int> MostAtOnce();
}

/// <summary>As <see cref="ICounterGrain"/>, on a class that allows calls to interleave.</summary>
public interface IReentrantCounterGrain : ICounterGrain;

/// <summary>As <see cref="ICounterGrain"/>, on an ordinary class.</summary>
public interface ISerialCounterGrain : ICounterGrain;

/// <summary>What both counters do.</summary>
public abstract class CounterGrain : Grain, ICounterGrain
{
    private int _count;
    private int _running;
    private int _mostAtOnce;

    async Task ICounterGrain.AddTearing()
    {
        Enter();
        var read = _count;
        for (var i = 0; i < 3; i++)
            await Task.Yield();
        _count = read + 1;
        _running--;
    }

    async Task ICounterGrain.AddAfterAwaits(int times)
    {
        Enter();
        for (var i = 0; i < times; i++)
        {
            await Task.Yield();
            _count++;
        }

        _running--;
    }

    async Task<bool> ICounterGrain.ReturnsFromThePool()
    {
        var own = TaskScheduler.Current;
        var pool = await Task.Run(() => TaskScheduler.Current);
        return own != TaskScheduler.Default && pool == TaskScheduler.Default && TaskScheduler.Current == own;
    }

    Task<int> ICounterGrain.Count() => Task.FromResult(_count);

    Task<int> ICounterGrain.MostAtOnce() => Task.FromResult(_mostAtOnce);

    private void Enter() => _mostAtOnce = Math.Max(_mostAtOnce, ++_running);
}

/// <summary>Calls interleave at every await.</summary>
[Reentrant]
public sealed class ReentrantCounterGrain : CounterGrain, IReentrantCounterGrain;

/// <summary>One call after the other.</summary>
public sealed class SerialCounterGrain : CounterGrain, ISerialCounterGrain;
