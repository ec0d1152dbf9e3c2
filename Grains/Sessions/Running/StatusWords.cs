using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Grains.Sessions.Running;

/// <summary>Statuses as they are stored.</summary>
internal static class StatusWords
{
    public static string Of(SessionStatus status) => status switch
    {
        SessionStatus.Stopped => "STOPPED",
        SessionStatus.Starting => "STARTING",
        SessionStatus.ScanQrCode => "SCAN_QR_CODE",
        SessionStatus.Working => "WORKING",
        SessionStatus.Failed => "FAILED",
        SessionStatus.LoggedOut => "LOGGED_OUT",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "There is no such status."),
    };

    /// <exception cref="FormatException">There is no such status.</exception>
    public static SessionStatus Parse(string word) =>
        Enum.GetValues<SessionStatus>().Where(status => Of(status) == word).Select(status => (SessionStatus?)status).SingleOrDefault()
        ?? throw new FormatException($"The database has a session with the status '{word}', which this version doesn't know.");
}
