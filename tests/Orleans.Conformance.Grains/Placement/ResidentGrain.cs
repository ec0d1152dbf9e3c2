using System.Globalization;
using Wasilo.Conformance.Grains.Journals;
using Wasilo.Conformance.Grains.Storage;

namespace Wasilo.Conformance.Grains.Placement;

/// <summary>Lives on a chosen silo and survives it by its stored state.</summary>
public interface IResidentGrain : IGrainWithStringKey
{
    /// <summary>Adds one, stores it and answers the sum.</summary>
    Task<int> Increment();

    /// <summary>The name of its silo.</summary>
    Task<string> Where();

    /// <summary>Stays in a call for a while.</summary>
    Task<string> Linger(TimeSpan howLong);

    /// <summary>Lets another stay in a call for a while, and waits for it.</summary>
    Task<string> LingerAt(string key, TimeSpan howLong);

    /// <summary>Waits for cancellation.</summary>
    Task WaitForCancellation(CancellationToken cancellationToken);
}

/// <summary>Lives on a chosen silo and survives it by its stored state.</summary>
[ByPortPlacement]
public sealed class ResidentGrain(
    IJournal journal,
    HostIdentity host,
    [PersistentState("visits", StorageNames.Database)] IPersistentState<Note> visits) : JournaledGrain(journal), IResidentGrain
{
    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        visits.State.Text = string.Create(CultureInfo.InvariantCulture, $"left {host.Name} at {visits.State.Number}");
        await visits.WriteStateAsync(cancellationToken);
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    async Task<int> IResidentGrain.Increment()
    {
        visits.State.Number++;
        await visits.WriteStateAsync();
        return visits.State.Number;
    }

    Task<string> IResidentGrain.Where() => Task.FromResult(host.Name);

    async Task<string> IResidentGrain.Linger(TimeSpan howLong)
    {
        Write("lingering");
        await Task.Delay(howLong);
        return host.Name;
    }

    Task<string> IResidentGrain.LingerAt(string key, TimeSpan howLong) => GrainFactory.GetGrain<IResidentGrain>(key).Linger(howLong);

    async Task IResidentGrain.WaitForCancellation(CancellationToken cancellationToken)
    {
        Write("waiting");
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            Write("cancelled");
        }
    }
}
