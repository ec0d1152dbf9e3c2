using Wasilo.Api.Access;
using Wasilo.Api.Problems;
using Wasilo.Api.Sessions.Cards;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Sessions;

/// <summary>What a browser would show of a session: the QR code while there is one to scan, else a card with its status.</summary>
internal static class Screenshots
{
    /// <summary>A PNG. A caller who may not link the session sees the card alone.</summary>
    /// <param name="sessions">The caller's.</param>
    /// <param name="key">Which one.</param>
    /// <param name="caller">Who asks.</param>
    public static async Task<Answer<byte[]>> TakeAsync(this SessionDesk sessions, string key, Caller caller)
    {
        if (!(await sessions.GetAsync(key)).Has(out var view, out var problem))
            return problem;
        if (view.Status == SessionStatus.ScanQrCode && caller.May(Permission.Control)
            && (await new PairingDesk(sessions).QrAsync(key)).Value is { } qr)
            return qr.ToPng();
        return StatusCard.Png(view, view.Status.ToString());
    }
}
