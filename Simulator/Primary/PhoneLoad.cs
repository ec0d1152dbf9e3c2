using System.Globalization;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Primary;

/// <summary>Sends many messages, so many a second.</summary>
internal static class PhoneLoad
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    public static async Task<int> SendAsync(
        PhoneScript script, TimeProvider time, Jid to, string text, int perSecond, int count, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var begun = time.GetTimestamp();
        var sent = 0;
        try
        {
            while (sent < count)
            {
                // By what should have been sent by now: a tick that comes late is made up for.
                var due = Math.Min(count, (long)(time.GetElapsedTime(begun).TotalSeconds * perSecond) + 1);
                for (; sent < due && !cancellationToken.IsCancellationRequested; sent++)
                    await script.SendTextAsync(to, string.Create(CultureInfo.InvariantCulture, $"{text} {sent}"));
                if (sent < count)
                    await timer.WaitForNextTickAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Enough.
        }

        return sent;
    }
}
