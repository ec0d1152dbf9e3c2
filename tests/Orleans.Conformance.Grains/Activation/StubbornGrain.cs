using Wasilo.Conformance.Grains.Journals;

namespace Wasilo.Conformance.Grains.Activation;

/// <summary>Fails to activate as often as its key says.</summary>
public interface IStubbornGrain : IGrainWithStringKey
{
    /// <summary>Answers once the grain is active.</summary>
    Task<string> Answer();
}

/// <summary>A service that the grain gets by its constructor: how often each key failed.</summary>
public sealed class Failures
{
    private readonly Dictionary<string, int> _counts = [];

    /// <summary>Counts one more failure, unless the limit is reached.</summary>
    public bool TryFail(string key, int limit)
    {
        lock (_counts)
        {
            var count = _counts.GetValueOrDefault(key);
            if (count >= limit)
                return false;
            _counts[key] = count + 1;
            return true;
        }
    }
}

/// <summary>Fails to activate once.</summary>
public sealed class StubbornGrain(IJournal journal, Failures failures) : JournaledGrain(journal), IStubbornGrain
{
    /// <summary>Why activation fails.</summary>
    public const string Reason = "Not today.";

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        if (failures.TryFail(this.GetPrimaryKeyString(), limit: 1))
            throw new InvalidOperationException(Reason);
    }

    Task<string> IStubbornGrain.Answer() => Task.FromResult("after all");
}
