using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Sessions.Lifecycle;
using Wasilo.Grains.Sessions.Running;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.Grains.Sessions;

/// <summary>What is needed to link a session to a phone.</summary>
internal static class PairingDesk
{
    /// <summary>Less than the time after which a grain's caller gives up.</summary>
    private static readonly TimeSpan CodeTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The QR code on show; one that will soon be is waited for.</summary>
    public static async Task<QrAnswer> GetQrAsync(SessionActor actor, TimeSpan wait, TimeProvider time)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var state = actor.State;
            if (state.Qr is { } qr && qr.ExpiresAt > time.GetUtcNow())
                return new QrAnswer(state.Status, qr.Text, qr.ExpiresAt);

            var left = wait - time.GetElapsedTime(began);
            var mayCome = state.Phase.IsRunning() && state.Phase != SessionPhase.Working;
            if (!mayCome || left <= TimeSpan.Zero || !await actor.WaitForChangeAsync(left))
                return new QrAnswer(actor.State.Status);
        }
    }

    public static async Task<PairingCodeAnswer> RequestCodeAsync(SessionActor actor, string phoneNumber, string? code)
    {
        var state = actor.State;
        if (state.Phase != SessionPhase.Pairing || actor.Engine is not { } engine)
            return Refuse(PairingCodeRefusal.NotPairing, "The session shows no QR code now; only then can a code be asked for.");

        try
        {
            using var timeout = new CancellationTokenSource(CodeTimeout);
            var token = timeout.Token;
            var issued = await Task.Run(() => engine.Client.RequestPairingCodeAsync(phoneNumber, code, token), token);
            return new PairingCodeAnswer(state.Status, issued);
        }
        catch (InvalidOperationException problem)
        {
            return Refuse(PairingCodeRefusal.NotPairing, problem.Message);
        }
        catch (ArgumentException problem)
        {
            return Refuse(PairingCodeRefusal.Invalid, problem.Message);
        }
        catch (Exception problem) when (problem is RequestException or OperationCanceledException)
        {
            return Refuse(PairingCodeRefusal.RefusedByServer, problem.Message);
        }

        PairingCodeAnswer Refuse(PairingCodeRefusal refusal, string message) => new(state.Status, null, refusal, message);
    }
}
