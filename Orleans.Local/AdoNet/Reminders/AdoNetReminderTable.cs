using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Local.AdoNet;

/// <summary>Reminders in a database.</summary>
internal sealed class AdoNetReminderTable(IOptions<ClusterOptions> cluster, IOptions<AdoNetReminderTableOptions> options)
    : IReminderTable, IDisposable
{
    private readonly string _serviceId = cluster.Value.ServiceId;
    private readonly AdoNetQueries _queries = new(AdoNetDatabase.Create(
        nameof(AdoNetReminderTableOptions), options.Value.Invariant, options.Value.ConnectionString, options.Value.DataSource));

    public Task StartAsync(CancellationToken cancellationToken = default) => _queries.LoadAsync();

    public Task StopAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public async Task<ReminderTableData> ReadRows(GrainId grainId) => new(await _queries.ReadAsync(
        "ReadReminderRowsKey", command => AddGrain(command, grainId), Read).ConfigureAwait(false));

    public async Task<ReminderTableData> ReadRows(uint begin, uint end) => new(await _queries.ReadAsync(
        // Databases know no unsigned numbers. Compared as signed ones, another part of the ring goes over its end.
        (int)begin < (int)end ? "ReadRangeRows1Key" : "ReadRangeRows2Key",
        command =>
        {
            command.Add("ServiceId", _serviceId);
            command.Add("BeginHash", (int)begin);
            command.Add("EndHash", (int)end);
        },
        Read).ConfigureAwait(false));

    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) => (await _queries.ReadAsync(
        "ReadReminderRowKey", command => AddReminder(command, grainId, reminderName), Read).ConfigureAwait(false)).SingleOrDefault();

    public async Task<string?> UpsertRow(ReminderEntry entry)
    {
        var versions = await _queries.ReadAsync(
            "UpsertReminderRowKey",
            command =>
            {
                AddReminder(command, entry.GrainId, entry.ReminderName);
                command.Add("StartTime", entry.StartAt);
                command.Add("Period", (long)entry.Period.TotalMilliseconds);
                command.Add("GrainHash", (int)entry.GrainId.GetUniformHashCode());
            },
            static row => row.GetInt("Version").ToString(CultureInfo.InvariantCulture)).ConfigureAwait(false);
        return versions.Single();
    }

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => _queries.TryAsync("DeleteReminderRowKey", command =>
    {
        AddReminder(command, grainId, reminderName);
        command.Add("Version", int.Parse(eTag, CultureInfo.InvariantCulture));
    });

    public Task TestOnlyClearTable() => _queries.ExecuteAsync("DeleteReminderRowsKey", command => command.Add("ServiceId", _serviceId));

    public void Dispose() => _queries.Dispose();

    private static ReminderEntry Read(DbDataReader row) => new()
    {
        GrainId = GrainId.Parse(row.GetText("GrainId")!),
        ReminderName = row.GetText("ReminderName")!,
        StartAt = row.GetUtc("StartTime"),
        Period = TimeSpan.FromMilliseconds(Convert.ToInt64(row["Period"], CultureInfo.InvariantCulture)),
        ETag = row.GetInt("Version").ToString(CultureInfo.InvariantCulture),
    };

    private void AddGrain(DbCommand command, GrainId grainId)
    {
        command.Add("ServiceId", _serviceId);
        command.Add("GrainId", grainId.ToString());
    }

    private void AddReminder(DbCommand command, GrainId grainId, string reminderName)
    {
        AddGrain(command, grainId);
        command.Add("ReminderName", reminderName);
    }
}
