using System.Globalization;
using Orleans.Runtime;

namespace Orleans.Local.Reminders;

/// <summary>Reminders in the memory of this silo, for tests: they end with it.</summary>
internal sealed class InMemoryReminderTable : IReminderTable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(GrainId Grain, string Name), ReminderEntry> _reminders = [];
    private int _version;

    public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<ReminderTableData> ReadRows(GrainId grainId) => Task.FromResult(Where(entry => entry.GrainId.Equals(grainId)));

    public Task<ReminderTableData> ReadRows(uint begin, uint end) => Task.FromResult(Where(entry =>
    {
        var place = entry.GrainId.GetUniformHashCode();
        return begin < end ? place > begin && place <= end : place > begin || place <= end;
    }));

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName)
    {
        lock (_gate)
            return Task.FromResult(_reminders.TryGetValue((grainId, reminderName), out var entry) ? Copy(entry) : null);
    }

    public Task<string?> UpsertRow(ReminderEntry entry)
    {
        lock (_gate)
        {
            var stored = Copy(entry);
            stored.ETag = (++_version).ToString(CultureInfo.InvariantCulture);
            _reminders[(entry.GrainId, entry.ReminderName)] = stored;
            return Task.FromResult<string?>(stored.ETag);
        }
    }

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
    {
        lock (_gate)
        {
            return Task.FromResult(
                _reminders.TryGetValue((grainId, reminderName), out var entry)
                    && entry.ETag == eTag && _reminders.Remove((grainId, reminderName)));
        }
    }

    public Task TestOnlyClearTable()
    {
        lock (_gate)
            _reminders.Clear();
        return Task.CompletedTask;
    }

    private ReminderTableData Where(Func<ReminderEntry, bool> condition)
    {
        lock (_gate)
            return new ReminderTableData(_reminders.Values.Where(condition).Select(Copy));
    }

    private static ReminderEntry Copy(ReminderEntry entry) => new()
    {
        GrainId = entry.GrainId,
        ReminderName = entry.ReminderName,
        StartAt = entry.StartAt,
        Period = entry.Period,
        ETag = entry.ETag,
    };
}
