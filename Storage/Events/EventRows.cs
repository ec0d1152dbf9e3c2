using Wasilo.Storage.Commits;
using Wasilo.Storage.Secrets;

namespace Wasilo.Storage.Events;

/// <summary>Events as rows of a commit, and with them the webhooks that they are for.</summary>
internal static class EventRows
{
    public static IEnumerable<RowChange> Of(EventBatch batch, SessionCipher cipher)
    {
        if (batch.Events.Count == 0)
            yield break;
        var due = batch.Events[^1].At.ToUnixTimeMilliseconds();
        foreach (var webhook in batch.Webhooks)
            yield return new RowChange(EventTables.Wake, webhook, webhook, due);
        foreach (var (id, type, at, body) in batch.Events)
        {
            var secret = cipher.Seal(EventTables.Events, id, body.Span);
            yield return new RowChange(EventTables.Add, id, id, type, at.ToUnixTimeMilliseconds(), secret);
        }
    }
}
