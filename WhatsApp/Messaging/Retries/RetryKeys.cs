using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Messaging.Retries;

/// <summary>Keys of this device for someone who is to begin a session anew, as <c>keys</c> of a retry receipt.</summary>
internal static class RetryKeys
{
    /// <summary>Takes a one-time prekey that the server doesn't have and never gets, stores it, and writes all keys.</summary>
    internal static async Task<Node> MakeAsync(ClientParts parts)
    {
        var key = await TakeAsync(parts);
        var me = parts.Keeper.Current;
        return new Node("keys", content:
        [
            KeyNodes.KeyType,
            KeyNodes.Identity(me.IdentityKey.PublicKey),
            KeyNodes.Of(key),
            KeyNodes.Of(me.SignedPreKey),
            new Node("device-identity", content: me.Account.ToArray()),
        ]);
    }

    private static async Task<PreKey> TakeAsync(ClientParts parts)
    {
        var me = parts.Keeper.Current;
        if (me.FirstPreKeyToUpload < me.NextPreKeyId
            && await parts.Keeper.Store.LoadPreKeysAsync(me.FirstPreKeyToUpload, 1, CancellationToken.None) is [var stored])
        {
            await parts.Keeper.CommitAsync(now => new StoreDelta
            {
                Credentials = now with { FirstPreKeyToUpload = Math.Max(now.FirstPreKeyToUpload, stored.Id + 1) },
            });
            return stored;
        }

        PreKey? made = null;
        await parts.Keeper.CommitAsync(now =>
        {
            uint id = now.NextPreKeyId > Credentials.HighestPreKeyId ? 1 : now.NextPreKeyId;
            made = new PreKey(id, KeyPair.Generate(parts.Random));
            bool isLast = now.FirstPreKeyToUpload == now.NextPreKeyId;
            return new StoreDelta
            {
                Credentials = now with { NextPreKeyId = id + 1, FirstPreKeyToUpload = isLast ? id + 1 : now.FirstPreKeyToUpload },
                AddedPreKeys = [made],
            };
        });
        return made!;
    }
}
