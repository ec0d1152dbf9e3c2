namespace Wasilo.Storage.Events;

/// <summary>Events of one session that are written at once.</summary>
/// <param name="Events">In the order in which they happened.</param>
/// <param name="Webhooks">The ids of those that any of them is for; see <see cref="WebhookIds"/>.</param>
public sealed record EventBatch(IReadOnlyList<SessionEvent> Events, IReadOnlyCollection<string> Webhooks)
{
    /// <summary>None.</summary>
    public static EventBatch Empty { get; } = new([], []);
}
