using Orleans;

namespace Wasilo.Orleans.Local.Tests.Dashboard;

/// <summary>A grain to be counted.</summary>
public interface ICountedGrain : IGrainWithStringKey
{
    Task Succeed();

    Task Fail();

    Task Leave();
}

public sealed class CountedGrain : Grain, ICountedGrain
{
    public Task Succeed() => Task.CompletedTask;

    public Task Fail() => throw new InvalidOperationException("As asked.");

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
