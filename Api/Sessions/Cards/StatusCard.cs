using System.Globalization;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Sessions.Cards;

/// <summary>What a session looks like that has no screen: its name, its status and its number, drawn.</summary>
internal static class StatusCard
{
    private const int Width = 480;
    private const int Height = 200;
    private const int Left = 24;

    public static byte[] Png(SessionView session, string status)
    {
        var canvas = new Canvas(Width, Height);
        canvas.Write(session.Name, Left, 24, 2);
        canvas.Write(status, Left, 56, 5);
        canvas.Write(session.Me is { } me ? $"+{me.PhoneNumber}" : session.Reason ?? "not linked", Left, 112, 3);
        var last = session.Statuses is [.., var change] ? change.At : session.UpdatedAt;
        canvas.Write($"since {last.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC", Left, 160, 2);
        return canvas.ToPng();
    }
}
