using Orleans.Concurrency;
using Wasilo.Grains.Abstractions.Events;
using Wasilo.Grains.Abstractions.Groups;
using Wasilo.Grains.Abstractions.Messages;
using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Placement;
using Wasilo.Grains.Sessions.Engine;
using Wasilo.Grains.Sessions.Lifecycle;
using Wasilo.Grains.Sessions.Running;
using Wasilo.Storage.Sessions;

namespace Wasilo.Grains.Sessions;

/// <summary>
/// Holds a <see cref="SessionActor"/>, which keeps verbs apart itself: so reading is answered while a verb waits for the server.
/// </summary>
[NodePlacement, Reentrant]
internal sealed partial class SessionGrain(SessionServices services) : Grain, ISessionGrain, ISessionMessagesGrain, ISessionGroupsGrain, ISessionEventsGrain, ISessionHost
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly LinkedAccountCache _me = new(services.Engines);
    private IGrainTimer? _timer;
    private SessionActor? _actor;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (SessionId.TryParse(this.GetPrimaryKeyString(), out var id))
            _actor = await SessionActor.WakeAsync(id, services, this, cancellationToken);
        if (_actor?.Record is { PreferredNode: null })
            await services.Lives.SetPreferredNodeAsync(id, services.Node, cancellationToken);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_actor is { } actor)
        {
            await actor.ActAsync(new SessionInput.Drain());
            await actor.DisposeAsync();
        }
    }

    public async Task<SessionView?> Get() => Find() is { } actor ? await ViewAsync(actor) : null;

    public Task<SessionView?> Start() => ActAsync(new SessionInput.Start());

    public Task<SessionView?> Stop() => ActAsync(new SessionInput.Stop());

    public Task<SessionView?> Restart() => ActAsync(new SessionInput.Restart());

    public Task<SessionView?> LogOut() => ActAsync(new SessionInput.LogOut());

    public async Task<bool> Delete() => await ActAsync(new SessionInput.Delete()) is not null;

    public async Task<SessionView?> Configure(SessionConfig config)
    {
        SessionConfigRules.Check(config);
        if (Find() is not { } actor)
            return null;

        var former = actor.Config.Shown;
        var found = await actor.InTurnAsync(async () =>
        {
            var stored = services.Configs.Seal(actor.Record.Id, config);
            if (!await services.Lives.SetConfigAsync(actor.Record.Id, stored, CancellationToken.None))
                return false;
            actor.Adopt(config);
            return true;
        });
        if (!found)
            return null;
        return EngineOptions.Differ(former, config) && actor.State.Phase.IsRunning() ? await Restart() : await ViewAsync(actor);
    }

    public async Task<QrAnswer?> GetQr(TimeSpan wait) =>
        Find() is { } actor ? await PairingDesk.GetQrAsync(actor, wait < LongestWait ? wait : LongestWait, services.Time) : null;

    public async Task<PairingCodeAnswer?> RequestPairingCode(string phoneNumber, string? code) =>
        Find() is { } actor ? await PairingDesk.RequestCodeAsync(actor, phoneNumber, code) : null;

    public Task Resume() => ActAsync(new SessionInput.Resume());

    public async Task Drain()
    {
        await ActAsync(new SessionInput.Drain());
        DeactivateOnIdle();
    }

    void ISessionHost.SetTimer(TimeSpan? due)
    {
        if (due is not null)
        {
            _timer ??= this.RegisterGrainTimer(
                () => _actor?.ElapseAsync() ?? Task.CompletedTask,
                new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true });
        }

        _timer?.Change(due ?? Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    void ISessionHost.Keep(bool keep) => DelayDeactivation(keep ? TimeSpan.MaxValue : TimeSpan.Zero);

    void ISessionHost.LetGo() => DeactivateOnIdle();

    private SessionActor? Find()
    {
        if (_actor is { State.Phase: not SessionPhase.Deleted } actor)
            return actor;
        DeactivateOnIdle(); // ids that callers make up must not fill the memory
        return null;
    }

    private async Task<SessionView?> ActAsync(SessionInput input)
    {
        if (Find() is not { } actor)
            return null;
        try
        {
            await actor.ActAsync(input);
            return await ViewAsync(actor);
        }
        catch (SessionNotFoundException)
        {
            return null;
        }
    }

    private async Task<SessionView> ViewAsync(SessionActor actor)
    {
        var state = actor.State;
        return new SessionView
        {
            Id = actor.Record.Id.ToString(),
            Account = actor.Record.Account,
            Name = actor.Record.Name,
            Status = state.Status,
            Reason = state.Reason,
            Desired = state.Desired,
            Statuses = actor.Statuses,
            Config = actor.Config.Shown,
            Me = await _me.GetAsync(actor.Record.Id, state),
            Node = state.Phase.IsRunning() ? services.Node : null,
            PlacedOn = services.Node,
            CreatedAt = actor.Record.CreatedAt,
            UpdatedAt = actor.Record.UpdatedAt,
            ConnectedAt = actor.ConnectedAt,
        };
    }
}
