using Wasilo.Conformance.Grains.Journals;

namespace Wasilo.Conformance.Grains.Activation;

/// <summary>Begins and ends as it is told.</summary>
public interface ILifecycleGrain : IGrainWithStringKey
{
    /// <summary>Which activation answers.</summary>
    Task<Guid> Touch();

    /// <summary>Asks for deactivation and still answers which activation this was.</summary>
    Task<Guid> DeactivateSoon();

    /// <summary>Asks for deactivation, then goes on in the same turn for a while.</summary>
    Task<Guid> DeactivateAndGoOn(TimeSpan howLong);

}

/// <summary>Begins and ends as it is told.</summary>
public sealed class LifecycleGrain(IJournal journal) : JournaledGrain(journal), ILifecycleGrain
{
    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Write(cancellationToken is { CanBeCanceled: true, IsCancellationRequested: false } ? "token:live" : "token:dead");
        // Gives a call that should wait for the next activation every chance to slip into this one.
        await Task.Yield();
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    Task<Guid> ILifecycleGrain.Touch()
    {
        Write("touched");
        return Task.FromResult(Instance);
    }

    Task<Guid> ILifecycleGrain.DeactivateSoon()
    {
        DeactivateOnIdle();
        return Task.FromResult(Instance);
    }

    async Task<Guid> ILifecycleGrain.DeactivateAndGoOn(TimeSpan howLong)
    {
        DeactivateOnIdle();
        await Task.Delay(howLong);
        Write("went on");
        return Instance;
    }

}
