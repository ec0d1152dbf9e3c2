using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Events;
using Wasilo.Grains.Sessions.Engine;
using Wasilo.Grains.Sessions.Lifecycle;
using Wasilo.Storage.Sessions;

namespace Wasilo.Grains.Sessions.Running;

/// <summary>
/// Lives a session's life: feeds the machine with what happens, one thing after another, and carries out what it wants done. It holds the
/// one engine that the session has here.
/// </summary>
/// <remarks>Used from one context only, as a grain's turns are. Reading goes on while something is being carried out.</remarks>
internal sealed partial class SessionActor : IAsyncDisposable
{
    private readonly SessionServices _services;
    private readonly ISessionHost _host;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private StatusLog _statuses;
    private EngineRun? _engine;
    private Exception? _problem;
    private TaskCompletionSource _changed = NewSignal();

    private SessionActor(StoredSession stored, SessionServices services, ISessionHost host)
    {
        (_services, _host) = (services, host);
        Record = stored.Record;
        Config = services.Configs.Open(stored.Record);
        State = stored.ToState(Config.Shown.AutoRearm);
        _statuses = StatusLog.Read(Record.Id, services.Journal, stored.Life);
    }

    public SessionRecord Record { get; private set; }

    /// <summary>What its owner configured.</summary>
    public StoredConfig Config { get; private set; }

    public SessionState State { get; private set; }

    /// <summary>Rings when an event was written here.</summary>
    public EventBell Events { get; } = new();

    public StatusChange[] Statuses => _statuses.Last;

    public DateTimeOffset? ConnectedAt { get; private set; }

    /// <summary>The engine that is connected or connects; null while there is none.</summary>
    public EngineRun? Engine => _engine;

    private SessionId Id => Record.Id;

    private DateTimeOffset Now => _services.Time.GetUtcNow();

    /// <summary>The session as it was stored, which goes on with what it should do; null if there is none.</summary>
    public static async Task<SessionActor?> WakeAsync(
        SessionId id, SessionServices services, ISessionHost host, CancellationToken cancellationToken)
    {
        if (await StoredSession.LoadAsync(id, services, cancellationToken) is not { } stored)
            return null;
        var actor = new SessionActor(stored, services, host);
        if (stored.Record is { SealedConfig: null, Config: not "{}" }) // from before configs were sealed
            await services.Lives.SetConfigAsync(id, services.Configs.Seal(id, actor.Config.Value), cancellationToken);
        await actor.ActAsync(new SessionInput.Resume());
        return actor;
    }

    /// <summary>Does what an owner's verb or the platform wants, to its end.</summary>
    /// <exception cref="SessionNotFoundException">The session was deleted meanwhile.</exception>
    /// <exception cref="Exception">The database failed, and nothing was done; or, with a logout or delete, not all.</exception>
    public async Task ActAsync(SessionInput input)
    {
        await _turn.WaitAsync();
        try
        {
            if (State.Phase == SessionPhase.Released)
                await ReloadAsync();
            _problem = null;
            await RunAsync(input);
            if (_problem is { } problem && input is SessionInput.LogOut or SessionInput.Delete && State.Phase == SessionPhase.Failed)
                throw problem;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The timer of <see cref="ISessionHost.SetTimer"/> has fired.</summary>
    public Task ElapseAsync() => ActAsync(new SessionInput.TimerFired());

    /// <summary>Does something that must not cross with verbs.</summary>
    public async Task<TResult> InTurnAsync<TResult>(Func<Task<TResult>> action)
    {
        await _turn.WaitAsync();
        try
        {
            return await action();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Completes when something changes; false if nothing has until then.</summary>
    public async Task<bool> WaitForChangeAsync(TimeSpan wait)
    {
        try
        {
            await _changed.Task.WaitAsync(wait, _services.Time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Takes a new config, which is stored already.</summary>
    public void Adopt(SessionConfig config)
    {
        Record = Record with { UpdatedAt = Now };
        Config = new StoredConfig(config);
        State = State with { AutoRearm = config.AutoRearm };
    }

    public ValueTask DisposeAsync()
    {
        _host.SetTimer(null);
        _turn.Dispose();
        return ValueTask.CompletedTask;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task ReloadAsync()
    {
        var stored = await StoredSession.LoadAsync(Id, _services, CancellationToken.None) ?? throw new SessionNotFoundException(Id);
        Record = stored.Record;
        Config = _services.Configs.Open(stored.Record);
        State = stored.ToState(Config.Shown.AutoRearm);
        _statuses = StatusLog.Read(Id, _services.Journal, stored.Life);
    }

    private async Task RunAsync(SessionInput first)
    {
        for (SessionInput? next = first; next is not null;)
        {
            var transition = SessionMachine.Step(State, next, Now);
            if (transition.Effects is [SessionEffect.SaveDesired save, ..])
                await SaveDesiredAsync(save.Desired);

            Become(transition.State);
            next = null;
            foreach (var effect in transition.Effects)
                next = await CarryOutAsync(effect);

            next ??= await WriteStatusAsync();
        }
    }

    private void Become(SessionState state)
    {
        if (state == State)
            return;
        State = state;
        _host.Keep(state.Phase.IsRunning());
        var changed = _changed;
        _changed = NewSignal();
        changed.SetResult();
    }

    /// <summary>An engine's event, handed over by its pump.</summary>
    private async Task HearAsync(EngineInput news, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (news is EngineInput.LoggedIn && news.Epoch == State.Epoch)
                ConnectedAt = Now;
            if (news is EngineInput.Paired { Device: { } device } && news.Epoch == State.Epoch)
                _statuses.Add(LifeEvents.DeviceLinked(device, Now));
            await RunAsync(news);
        }
        catch (Exception problem)
        {
            // Nobody is there to be told; the watchdog goes on with it.
            LogFailed(_services.Log, Id, news.GetType().Name, problem);
        }
        finally
        {
            _turn.Release();
        }
    }
}
