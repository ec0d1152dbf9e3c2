using Wasilo.Simulator.Connections;

namespace Wasilo.Simulator.State;

/// <summary>Saves the state a second after it has changed, and when the program stops.</summary>
internal sealed partial class StateSaver(ChatServer server, StateFile file, ILogger<StateSaver> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private long _saved = -1; // a new file is written at the start: what can't be written is better known then

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        SaveChanges();
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        SaveChanges();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, server.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                TrySaveChanges();
        }
        catch (OperationCanceledException)
        {
            // The program stops.
        }
    }

    private void TrySaveChanges()
    {
        try
        {
            SaveChanges();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotSaved(e.Message); // a full disk may have room again in the next second
        }
    }

    private void SaveChanges()
    {
        var count = server.Phones.Changes.Count;
        if (count == _saved)
            return;
        file.Save(new SavedState(
            file.Loaded.IdentitySeed,
            [.. server.Phones.All.Select(SavedPhone.Of)],
            server.Groups.Count == 0 ? null : [.. server.Groups.All.Select(SavedGroup.Of)]));
        _saved = count;
    }

    [LoggerMessage(30, LogLevel.Error, "The state could not be saved: {Reason}")]
    private partial void LogNotSaved(string reason);
}
