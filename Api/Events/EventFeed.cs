using System.Runtime.CompilerServices;
using Wasilo.Grains.Abstractions.Events;

namespace Wasilo.Api.Events;

/// <summary>
/// Follows a session's events, from the database's own record of them: a reader that is slow reads later, and keeps nothing in memory; one
/// that comes back with the last number that it had misses nothing.
/// </summary>
internal static class EventFeed
{
    private const int ReadAtOnce = 50;
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(8);

    /// <summary>Ends when the session is gone.</summary>
    /// <param name="session">The session.</param>
    /// <param name="since">The number behind which it begins; null for from now on.</param>
    /// <param name="names">Which events.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async IAsyncEnumerable<EventView> FollowAsync(
        ISessionEventsGrain session, long? since, string[] names, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = since ?? -1;
        while (!cancellationToken.IsCancellationRequested)
        {
            var page = await session.Read(new EventQuery(next, names, "waha", ReadAtOnce, Wait)).WaitAsync(cancellationToken);
            if (page is null)
                yield break;
            foreach (var happened in page.Events)
                yield return happened;
            next = page.Next;
        }
    }
}
