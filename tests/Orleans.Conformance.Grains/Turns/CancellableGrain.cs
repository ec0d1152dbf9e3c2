using Wasilo.Conformance.Grains.Journals;

namespace Wasilo.Conformance.Grains.Turns;

/// <summary>Takes tokens.</summary>
public interface ICancellableGrain : IGrainWithStringKey
{
    /// <summary>Waits until it is cancelled; writes "waiting" and "cancelled" under its key.</summary>
    Task WaitForCancellation(CancellationToken cancellationToken);

    /// <summary>As <see cref="WaitForCancellation"/>, but in another grain that this one calls with its own token.</summary>
    Task WaitElsewhere(string key, CancellationToken cancellationToken);

    /// <summary>Takes no notice of its token.</summary>
    Task<string> Ignore(TimeSpan howLong, CancellationToken cancellationToken);

    /// <summary>A token among other arguments, left out by most callers.</summary>
    Task<string> Describe(string before, CancellationToken cancellationToken = default);
}

/// <summary>Takes tokens.</summary>
public sealed class CancellableGrain(IJournal journal) : Grain, ICancellableGrain
{
    async Task ICancellableGrain.WaitForCancellation(CancellationToken cancellationToken)
    {
        Write("waiting");
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            Write(cancellationToken.IsCancellationRequested ? "cancelled" : "woken");
        }
    }

    Task ICancellableGrain.WaitElsewhere(string key, CancellationToken cancellationToken) =>
        GrainFactory.GetGrain<ICancellableGrain>(key).WaitForCancellation(cancellationToken);

    async Task<string> ICancellableGrain.Ignore(TimeSpan howLong, CancellationToken cancellationToken)
    {
        Write("waiting");
        await Task.Delay(howLong, CancellationToken.None);
        Write("ignored");
        return "ignored";
    }

    Task<string> ICancellableGrain.Describe(string before, CancellationToken cancellationToken)
    {
        Write("described");
        return Task.FromResult($"{before}:{(cancellationToken.IsCancellationRequested ? "cancelled" : "not cancelled")}");
    }

    private void Write(string text) => journal.Write(this.GetPrimaryKeyString(), text);
}
