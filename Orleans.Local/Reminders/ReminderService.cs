using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Orleans.Local.Activations;
using Orleans.Local.Messaging;
using Orleans.Runtime;

namespace Orleans.Local.Reminders;

/// <summary>
/// Ticks the reminders whose grains fall to this silo in the membership view, by the same rule as directory entries. The table is the truth:
/// it is read at the start, at every new view, when a silo says that it was changed, and now and then. One loop serves all reminders of a silo.
/// While two silos are in different views both may tick a reminder or, for a moment, neither: ticks are at least once a period, not exactly once.
/// </summary>
internal sealed class ReminderService(IServiceProvider services, IOptions<ReminderOptions> options, TimeProvider time, ILogger<ReminderService> logger)
{
    private readonly CancellationTokenSource _stopped = new();
    private readonly SemaphoreSlim _changed = new(0, 1);
    private readonly Dictionary<(GrainId, string), Scheduled> _schedule = [];
    private readonly IReminderTable? _table = services.GetService<IReminderTable>();
    private SiloRuntime? _runtime;

    private IReminderTable Table => _table
        ?? throw new InvalidOperationException("The silo has no reminder service. Call UseAdoNetReminderService or UseInMemoryReminderService on the silo builder.");

    public void Start(SiloRuntime runtime)
    {
        if (_table is null)
            return;
        _runtime = runtime;
        runtime.RemindersChanged = ReadAgain;
        runtime.Membership.ViewChanged += _ => ReadAgain();
        _ = RunAsync(runtime);
    }

    public void Stop() => _stopped.Cancel();

    public async Task<IGrainReminder> RegisterAsync(GrainId grain, string name, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        if (period < options.Value.MinimumReminderPeriod)
        {
            throw new ArgumentException(
                $"The reminder '{name}' of {grain} has a period of {period}; at least {options.Value.MinimumReminderPeriod} is allowed (ReminderOptions.MinimumReminderPeriod).", nameof(period));
        }

        var entry = new ReminderEntry { GrainId = grain, ReminderName = name, StartAt = time.GetUtcNow().UtcDateTime + dueTime, Period = period };
        var etag = await Table.UpsertRow(entry) ?? throw new ReminderException($"The reminder '{name}' of {grain} could not be stored.");
        TellOthers();
        return new Reminder(grain, name, etag);
    }

    public async Task UnregisterAsync(IGrainReminder reminder)
    {
        var known = (Reminder)reminder;
        if (!await Table.RemoveRow(known.Grain, known.ReminderName, known.ETag))
            throw new ReminderException($"The reminder '{known.ReminderName}' of {known.Grain} was changed or removed since it was read.");
        TellOthers();
    }

    public async Task<IGrainReminder?> GetAsync(GrainId grain, string name) => await Table.ReadRow(grain, name) is { } entry ? ToReminder(entry) : null;

    public async Task<List<IGrainReminder>> GetAllAsync(GrainId grain) => [.. (await Table.ReadRows(grain)).Reminders.Select(ToReminder)];

    private static IGrainReminder ToReminder(ReminderEntry entry) => new Reminder(entry.GrainId, entry.ReminderName, entry.ETag!);

    private void TellOthers()
    {
        ReadAgain();
        if (_runtime is { } runtime)
            _ = runtime.Links.TellAllAsync(SiloOperation.RemindersChanged, runtime.Membership.View.Active, _stopped.Token);
    }

    private void ReadAgain()
    {
        lock (_changed)
        {
            if (_changed.CurrentCount == 0)
                _changed.Release();
        }
    }

    private async Task RunAsync(SiloRuntime runtime)
    {
        var read = true;
        while (!_stopped.IsCancellationRequested)
        {
            try
            {
                if (read)
                    await ReadAsync(runtime);
                var now = time.GetUtcNow().UtcDateTime;
                foreach (var due in _schedule.Values.Where(s => s.Next <= now).ToArray())
                    Tick(due, now);
                var next = _schedule.Count == 0 ? DateTime.MaxValue : _schedule.Values.Min(s => s.Next);
                var wait = next - time.GetUtcNow().UtcDateTime;
                var longest = options.Value.RefreshReminderListPeriod;
                using var delay = CancellationTokenSource.CreateLinkedTokenSource(_stopped.Token);
                var timer = Task.Delay(wait < TimeSpan.Zero ? TimeSpan.Zero : wait < longest ? wait : longest, time, delay.Token);
                var signal = _changed.WaitAsync(delay.Token);
                read = await Task.WhenAny(timer, signal) == signal || wait >= longest;
                await delay.CancelAsync();

                // Both may have happened: a signal that was taken counts.
                await signal.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                read |= signal.IsCompletedSuccessfully;
            }
            catch (Exception exception) when (!_stopped.IsCancellationRequested)
            {
                logger.LogWarning(exception, "The reminders could not be read.");
                await Task.Delay(TimeSpan.FromSeconds(1), time, _stopped.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                read = true;
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ReadAsync(SiloRuntime runtime)
    {
        // (0, 0] is the whole ring.
        var rows = (await Table.ReadRows(0, 0)).Reminders.Where(r => runtime.Silo.Equals(runtime.Membership.View.OwnerOf(r.GrainId))).ToArray();
        var now = time.GetUtcNow().UtcDateTime;
        var gone = _schedule.Keys.ToHashSet();
        foreach (var row in rows)
        {
            var key = (row.GrainId, row.ReminderName);
            gone.Remove(key);
            if (!_schedule.TryGetValue(key, out var present) || present.ETag != row.ETag)
                _schedule[key] = new Scheduled(row.GrainId, row.ReminderName, row.ETag!, row.StartAt, row.Period) { Next = NextTick(row.StartAt, row.Period, now) };
        }

        foreach (var key in gone)
            _schedule.Remove(key);
    }

    private static DateTime NextTick(DateTime first, TimeSpan period, DateTime now) =>
        now <= first ? first : first + (period * Math.Ceiling((now - first) / period));

    private void Tick(Scheduled reminder, DateTime now)
    {
        reminder.Next = NextTick(reminder.First, reminder.Period, now + TimeSpan.FromTicks(1));
        if (reminder.Running.IsCompleted)
            reminder.Running = DeliverAsync(reminder, now);
    }

    private async Task DeliverAsync(Scheduled reminder, DateTime now)
    {
        try
        {
            await _runtime!.References.GetReference<IRemindable>(reminder.Grain).ReceiveReminder(reminder.Name, new TickStatus(reminder.First, reminder.Period, now));
        }
        catch (Exception exception)
        {
            logger.LogWarning(exception, "The reminder '{Name}' of {Grain} failed. It ticks again at {Next:O}.", reminder.Name, reminder.Grain, reminder.Next);
        }
    }

    private sealed record Reminder(GrainId Grain, string ReminderName, string ETag) : IGrainReminder;

    private sealed record Scheduled(GrainId Grain, string Name, string ETag, DateTime First, TimeSpan Period)
    {
        public DateTime Next { get; set; }

        public Task Running { get; set; } = Task.CompletedTask;
    }
}
