using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Messaging.Retries;

/// <summary>When sessions were begun anew because a device couldn't decrypt, and which session was in use.</summary>
internal sealed class ResendHistory
{
    /// <summary>How long keys of a device aren't fetched again for its retries; as whatsmeow.</summary>
    internal static readonly TimeSpan FetchInterval = TimeSpan.FromHours(1);

    private const int Kept = 1000;

    private readonly Lock _lock = new();
    private readonly BoundedMap<Jid, DateTimeOffset> _fetched = new(Kept);
    private readonly BoundedMap<(Jid Device, string Id), PublicKey> _baseKeys = new(Kept);

    /// <summary>Whether keys of a device may be fetched now; if so, they may not for a while.</summary>
    internal bool TryFetch(Jid device, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_fetched.TryGet(device, out var last) && now - last < FetchInterval)
                return false;
            _fetched.Set(device, now);
            return true;
        }
    }

    /// <summary>Whether a device still couldn't decrypt a message in the very session in which it couldn't before.</summary>
    internal bool IsStuck(Jid device, string id, int count, PublicKey baseKey)
    {
        lock (_lock)
        {
            if (count > 2 && _baseKeys.TryGet((device, id), out var before))
                return before == baseKey;
            if (count == 2)
                _baseKeys.Set((device, id), baseKey);
            return false;
        }
    }
}
