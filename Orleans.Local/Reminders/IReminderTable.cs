using Orleans.Runtime;

namespace Orleans;

/// <summary>
/// The list of a service's reminders. Grains stand on a ring of unsigned 32-bit hashes, and each silo looks after a part
/// of it.
/// </summary>
public interface IReminderTable
{
    /// <summary>Prepares the table.</summary>
    Task StartAsync(CancellationToken cancellationToken = default);

    /// <summary>Ends its use.</summary>
    Task StopAsync(CancellationToken cancellationToken = default);

    /// <summary>The reminders of a grain.</summary>
    Task<ReminderTableData> ReadRows(GrainId grainId);

    /// <summary>
    /// The reminders of all grains on the ring after <paramref name="begin"/>, up to and with <paramref name="end"/>; all
    /// of them if both are equal.
    /// </summary>
    Task<ReminderTableData> ReadRows(uint begin, uint end);

    /// <summary>One reminder, or null.</summary>
    Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName);

    /// <summary>Adds or replaces a reminder, whatever its ETag; returns the new one.</summary>
    Task<string?> UpsertRow(ReminderEntry entry);

    /// <summary>Removes a reminder. False, and nothing is changed, if it is not there with this ETag.</summary>
    Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag);

    /// <summary>Removes all reminders of the service.</summary>
    Task TestOnlyClearTable();
}
