using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Dialects.Gateway;

/// <summary>Statuses in Gateway's words.</summary>
internal static class GatewayWords
{
    public static string Of(SessionStatus status) => status switch
    {
        SessionStatus.Stopped => "stopped",
        SessionStatus.Starting => "starting",
        SessionStatus.ScanQrCode => "scan_qr_code",
        SessionStatus.Working => "working",
        SessionStatus.LoggedOut => "logged_out",
        _ => "failed",
    };
}
