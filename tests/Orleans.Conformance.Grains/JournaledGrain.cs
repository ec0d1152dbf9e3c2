using Wasilo.Conformance.Grains.Journals;

namespace Wasilo.Conformance.Grains;

/// <summary>A grain that notes when it is activated and deactivated under its key.</summary>
public abstract class JournaledGrain(IJournal journal) : Grain
{
    /// <summary>What an activation writes when it begins.</summary>
    public const string Activated = "activated";

    /// <summary>What an activation writes when it ends; the reason's code follows.</summary>
    public const string Deactivated = "deactivated:";

    /// <summary>Tells one activation from the next.</summary>
    protected Guid Instance { get; } = Guid.NewGuid();

    /// <summary>The journal that the grain got from its host.</summary>
    protected IJournal Journal { get; } = journal;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Write(Activated);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Write(Deactivated + reason.ReasonCode);
        return Task.CompletedTask;
    }

    /// <summary>Notes something under the grain's key.</summary>
    protected void Write(string text) => Journal.Write(this.GetPrimaryKeyString(), text);
}
