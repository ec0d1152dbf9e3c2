namespace Wasilo.Conformance.Grains.Turns;

/// <summary>Reads and writes what travels beside a call.</summary>
public interface IContextGrain : IGrainWithStringKey
{
    /// <summary>The value under a name as the callee sees it.</summary>
    Task<object?> Read(string name);

    /// <summary>The value as a grain sees it that this grain calls.</summary>
    Task<object?> ReadThrough(string key, string name);

    /// <summary>Changes the value, for this call and what it calls, and answers what a grain called afterwards sees.</summary>
    Task<object?> WriteAndReadThrough(string key, string name, string value);
}

/// <summary>Reads and writes what travels beside a call.</summary>
public sealed class ContextGrain : Grain, IContextGrain
{
    Task<object?> IContextGrain.Read(string name) => Task.FromResult<object?>(RequestContext.Get(name));

    async Task<object?> IContextGrain.ReadThrough(string key, string name)
    {
        await Task.Yield();
        return await GrainFactory.GetGrain<IContextGrain>(key).Read(name);
    }

    Task<object?> IContextGrain.WriteAndReadThrough(string key, string name, string value)
    {
        RequestContext.Set(name, value);
        return GrainFactory.GetGrain<IContextGrain>(key).Read(name);
    }
}
