using Microsoft.Extensions.Logging;
using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Events;
using Wasilo.Grains.Sessions.Lifecycle;
using Wasilo.Grains.Webhooks;
using Wasilo.Storage.Events;
using Wasilo.Storage.Secrets;
using Wasilo.Storage.Sessions;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Storage;
using Desired = Wasilo.Storage.Sessions.DesiredState;
using DesiredState = Wasilo.Grains.Abstractions.Sessions.DesiredState;

namespace Wasilo.Grains.Sessions.Running;

/// <summary>What the machine wants done.</summary>
internal sealed partial class SessionActor
{
    /// <summary>How long the database may take to load the credentials: a verb may be waiting.</summary>
    private static readonly TimeSpan LoadTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How long a status may take to be written: verbs wait for it.</summary>
    private static readonly TimeSpan StatusPatience = TimeSpan.FromSeconds(3);

    /// <summary>When a status is written again that the database didn't take.</summary>
    private static readonly TimeSpan StatusRetry = TimeSpan.FromSeconds(5);

    private async Task<SessionInput?> CarryOutAsync(SessionEffect effect)
    {
        switch (effect)
        {
            case SessionEffect.SaveDesired:
                return null; // done before anything else, by who carries this out
            case SessionEffect.EmitStatus emit:
                _statuses.Add(new StatusChange(emit.Status, emit.Reason, Now), State.RetryAt);
                LogStatus(_services.Log, Id, StatusWords.Of(emit.Status), emit.Reason);
                return null;
            case SessionEffect.EmitQr emit:
                _statuses.Add(LifeEvents.QrShown(emit.Qr, Now)); // who waits for it in a call has been woken by the state
                return null;
            case SessionEffect.ArmTimer arm:
                _host.SetTimer(arm.Due > Now ? arm.Due - Now : TimeSpan.Zero);
                return null;
            case SessionEffect.DisarmTimer:
                _host.SetTimer(null);
                return null;
            case SessionEffect.Unlink unlink:
                await UnlinkAsync(unlink.Deadline);
                return null;
            case SessionEffect.CloseSocket close:
                await CloseAsync(close.Deadline);
                return null;
            case SessionEffect.YieldOwnership yield:
                return await AskAsync(async () =>
                {
                    await _services.Owners.ReleaseAsync(Id, yield.Epoch, CancellationToken.None);
                    return null;
                });
            case SessionEffect.LetGo:
                _host.LetGo();
                return null;
            case SessionEffect.TakeOwnership take:
                return await AskAsync(() => TakeAsync(take.Held));
            case SessionEffect.ConfirmOwnership confirm:
                return await AskAsync(async () => (await _services.Owners.FindAsync(Id, CancellationToken.None))?.Epoch == confirm.Epoch
                    ? new SessionInput.OwnershipHeld()
                    : new SessionInput.OwnershipLost());
            case SessionEffect.Connect connect:
                return await ConnectAsync(connect.Epoch);
            case SessionEffect.WipeCredentials:
                return await AskAsync(async () =>
                {
                    var epoch = await _services.Owners.TakeAsync(Id, _services.Owner, CancellationToken.None);
                    await _services.Engines.StoreOf(Id).CommitAsync(new StoreDelta { Wipe = true }, epoch, CancellationToken.None);
                    return new SessionInput.CredentialsWiped(epoch);
                });
            case SessionEffect.Erase:
                return await AskAsync(async () =>
                {
                    await _services.Sessions.DeleteAsync(Id, CancellationToken.None);
                    return new SessionInput.Erased();
                });
            default:
                throw new InvalidOperationException($"Nobody knows how to carry out {effect.GetType().Name}.");
        }
    }

    private async Task SaveDesiredAsync(DesiredState desired)
    {
        var wish = desired == DesiredState.Running ? Desired.Running : Desired.Stopped;
        if (!await _services.Lives.SetDesiredAsync(Id, wish, CancellationToken.None))
            throw new SessionNotFoundException(Id);
        Record = Record with { Desired = wish, UpdatedAt = Now };
    }

    private async Task<SessionInput?> TakeAsync(long? held)
    {
        if (held is not { } epoch)
            return new SessionInput.OwnershipTaken(await _services.Owners.TakeAsync(Id, _services.Owner, CancellationToken.None));
        return await _services.Lives.RetakeAsync(Id, epoch, _services.Owner, CancellationToken.None) is { } next
            ? new SessionInput.OwnershipTaken(next)
            : new SessionInput.OwnershipLost();
    }

    private async Task<SessionInput?> ConnectAsync(long epoch)
    {
        try
        {
            var engine = _services.Engines.Create(Id, epoch, Config.Value, () => Config.Shown, Told);
            _engine = engine;
            using var timeout = new CancellationTokenSource(LoadTimeout, _services.Time);
            await engine.StartAsync(HearAsync, timeout.Token);
            return null;
        }
        catch (Exception problem) when (StorageProblems.IsOfDatabase(problem))
        {
            LogFailed(_services.Log, Id, nameof(SessionEffect.Connect), problem);
            return new SessionInput.StorageFailed();
        }
        catch (Exception problem)
        {
            // Whatever it is, the credentials are there and of no use, or the config is. They stay as they are: a new device in their place would be worse.
            LogFailed(_services.Log, Id, nameof(SessionEffect.Connect), problem);
            return new EngineInput.GaveUp(epoch, SessionReasons.CredentialsUnreadable);
        }
    }

    private async Task UnlinkAsync(DateTimeOffset deadline)
    {
        try
        {
            if (_engine is { } engine)
                await engine.UnlinkAsync(deadline);
        }
        catch (Exception problem) when (
            problem is TimeoutException or RequestException or StaleOwnerException || StorageProblems.IsOfDatabase(problem))
        {
            // Best effort: the credentials are deleted all the same, and the phone shows a device that never comes back.
            LogFailed(_services.Log, Id, nameof(SessionEffect.Unlink), problem);
        }
    }

    private async Task CloseAsync(DateTimeOffset deadline)
    {
        if (_engine is not { } engine)
            return;
        _engine = null;
        ConnectedAt = null;
        _services.Leftovers.Add(await engine.CloseAsync(deadline));
    }

    /// <summary>Asks the database; without its answer the machine decides what to do without.</summary>
    private async Task<SessionInput?> AskAsync(Func<Task<SessionInput?>> question)
    {
        try
        {
            return await question();
        }
        catch (Exception problem) when (StorageProblems.IsGone(problem))
        {
            return new SessionInput.OwnershipLost();
        }
        catch (Exception problem) when (StorageProblems.IsOfDatabase(problem))
        {
            _problem = problem;
            return new SessionInput.StorageFailed();
        }
    }

    /// <summary>Tells the database what the session is, now or when it is back.</summary>
    private async Task<SessionInput?> WriteStatusAsync()
    {
        if (!_statuses.IsPending || State.Phase == SessionPhase.Deleted)
            return null;
        try
        {
            using var patience = new CancellationTokenSource(StatusPatience, _services.Time);
            if (!await _statuses.WriteAsync(State.Epoch, Targets, patience.Token))
            {
                _statuses.Drop();
                return new SessionInput.OwnershipLost();
            }

            Told();
            return null;
        }
        catch (Exception problem) when (StorageProblems.IsOfDatabase(problem))
        {
            LogFailed(_services.Log, Id, nameof(SessionEffect.EmitStatus), problem);
            if (State.Due is null || State.Due - Now > StatusRetry)
                _host.SetTimer(StatusRetry);
            return null;
        }
    }

    /// <summary>Something was written that is told.</summary>
    private void Told()
    {
        Events.Ring();
        _services.Bell.Ring();
    }

    private IReadOnlyCollection<string> Targets(IReadOnlyList<SessionEvent> events) =>
        WebhookTargets.Of(Config.Shown, events);

    [LoggerMessage(30, LogLevel.Information, "Session {Session} is {Status} {Reason}")]
    private static partial void LogStatus(ILogger log, SessionId session, string status, string? reason);

    [LoggerMessage(31, LogLevel.Warning, "Session {Session}: {What} failed")]
    private static partial void LogFailed(ILogger log, SessionId session, string what, Exception problem);
}
