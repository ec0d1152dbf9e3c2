namespace Wasilo.WhatsApp.Errors;

/// <summary>Another owner has taken the device over: stop at once, and write nothing more.</summary>
public sealed class StaleOwnerException(long epoch, long currentEpoch)
    : WhatsAppException($"This owner's epoch {epoch} is over; the store is at {currentEpoch}. Another owner has taken the device over.")
{
    /// <summary>The epoch that the commit was made with.</summary>
    public long Epoch { get; } = epoch;

    /// <summary>The store's.</summary>
    public long CurrentEpoch { get; } = currentEpoch;
}
