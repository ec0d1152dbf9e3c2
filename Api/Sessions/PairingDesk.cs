using Wasilo.Api.Problems;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Sessions;

/// <summary>What callers do to link their sessions to phones.</summary>
/// <param name="sessions">The caller's.</param>
internal sealed class PairingDesk(SessionDesk sessions)
{
    /// <summary>How long a code that may come is waited for; as WAHA does.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);

    private const int LongestPhone = 100;

    /// <summary>The QR code on show, waited for a while.</summary>
    public async Task<Answer<QrCode>> QrAsync(string key) =>
        await sessions.FindAsync(key) is { } session ? await QrAsync(key, session) : Problem.NoSession;

    /// <summary>The same, and a session that doesn't run is started for it. One that is linked already is not.</summary>
    public async Task<Answer<QrCode>> StartAndQrAsync(string key)
    {
        if (await sessions.FindAsync(key) is not { } session)
            return Problem.NoSession;
        return await StartToPairAsync(key, session) is { } problem ? problem : await QrAsync(key, session);
    }

    /// <summary>A code to type into the phone instead of scanning.</summary>
    public async Task<Answer<string>> CodeAsync(string key, string? phone)
    {
        if (phone is not { Length: > 0 and <= LongestPhone })
            return Problem.Invalid("The phone number is missing, or too long.");
        return await sessions.FindAsync(key) is { } session ? await CodeAsync(key, session, phone) : Problem.NoSession;
    }

    /// <summary>The same, and a session that doesn't run is started for it. One that is linked already is not.</summary>
    public async Task<Answer<string>> StartAndCodeAsync(string key, string? phone)
    {
        if (phone is not { Length: > 0 and <= LongestPhone })
            return Problem.Missing("phone");
        if (await sessions.FindAsync(key) is not { } session)
            return Problem.NoSession;
        if (await StartToPairAsync(key, session) is { } problem)
            return problem;
        await session.GetQr(Wait); // codes can be asked for once it is on show
        return await CodeAsync(key, session, phone);
    }

    private static async Task<Answer<QrCode>> QrAsync(string key, ISessionGrain session)
    {
        if (await session.GetQr(Wait) is not { } qr)
            return Problem.NoSession;
        if (qr.Text is { } text)
            return new QrCode(text, qr.ExpiresAt);
        return new Problem(
            qr.Status == SessionStatus.Working ? Condition.AlreadyPaired : Condition.QrNotReady,
            qr.Status == SessionStatus.Working
                ? "The session is linked to a phone already."
                : "There is no QR code yet. Start the session, or try again in a moment.")
        {
            Session = key,
            Status = qr.Status,
            Expected = [SessionStatus.ScanQrCode],
        };
    }

    private static async Task<Answer<string>> CodeAsync(string key, ISessionGrain session, string phone)
    {
        if (await session.RequestPairingCode(phone, null) is not { } answer)
            return Problem.NoSession;
        if (answer.Code is { } code)
            return code;
        var condition = answer.Refusal switch
        {
            PairingCodeRefusal.Invalid => Condition.Invalid,
            PairingCodeRefusal.NotPairing => answer.Status == SessionStatus.Working ? Condition.AlreadyPaired : Condition.NotPairing,
            _ => Condition.RefusedUpstream,
        };
        return new Problem(condition, answer.Message!) { Session = key, Status = answer.Status, Expected = condition is Condition.AlreadyPaired or Condition.NotPairing ? [SessionStatus.ScanQrCode] : [] };
    }

    private static async Task<Problem?> StartToPairAsync(string key, ISessionGrain session)
    {
        if (await session.Get() is not { } view)
            return Problem.NoSession;
        if (view.Me is not null)
            return new Problem(Condition.AlreadyPaired, "The session is paired already.") { Session = key, Status = view.Status };
        if (view.Status is SessionStatus.Stopped or SessionStatus.Failed or SessionStatus.LoggedOut)
            await session.Start();
        return null;
    }
}
