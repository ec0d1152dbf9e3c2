using System.Globalization;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Client;

/// <summary>Keeps the server supplied with this device's public keys, so that others can write to it while it is away.</summary>
internal sealed class PreKeyMaintenance(ClientParts parts, IServer server) : IDisposable
{
    /// <summary>What a new device begins with, as web clients do.</summary>
    internal const int FirstBatch = 812;

    /// <summary>What is added when the server runs low, as whatsmeow does.</summary>
    internal const int LaterBatch = 50;

    /// <summary>Fewer than these at the server are low.</summary>
    internal const int LowCount = 5;

    private const int Attempts = 3;

    /// <summary>WhatsApp sets no term; a month bounds what a stolen key gives away.</summary>
    internal static readonly TimeSpan SignedPreKeyTerm = TimeSpan.FromDays(30);

    /// <summary>Three months of earlier keys: longer than messages are kept for a device that is away.</summary>
    private const int EarlierKeysKept = 3;

    /// <summary>
    /// The comparison reads every key that the server has, and only a restored backup or a lost upload makes a difference:
    /// not worth its price at each of the thousands of logins after a node's death.
    /// </summary>
    internal static readonly TimeSpan CheckTerm = TimeSpan.FromDays(1);

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Whether the server has ever been given keys of this device.</summary>
    internal bool HasUploaded => parts.Keeper.Current.FirstPreKeyToUpload > 1;

    /// <summary>Asks the server how many one-time prekeys it has, and uploads if they are few.</summary>
    internal async Task RefillAsync()
    {
        await _turn.WaitAsync();
        try
        {
            int count = await CountAsync();
            if (count < LowCount)
                await UploadAsync(count == 0 ? FirstBatch : LaterBatch);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Once a day, compares what the server has of our keys with what we have, and uploads all anew if it differs.</summary>
    internal async Task CheckIfDueAsync()
    {
        var now = parts.Time.GetUtcNow();
        if (parts.Keeper.Current.KeysCheckedAt is { } checkedAt && checkedAt <= now && now - checkedAt < CheckTerm)
            return;
        await _turn.WaitAsync();
        try
        {
            var answer = await server.RequestAsync("get", "encrypt", [new Node("digest")]);
            if (answer.Child("digest") is not { } digest || !await KeyDigest.MatchesAsync(digest, parts.Keeper))
                await UploadAsync(LaterBatch);
            await parts.Keeper.CommitAsync(credentials => new StoreDelta { Credentials = credentials with { KeysCheckedAt = now } });
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Replaces the signed prekey if it has served its term.</summary>
    internal async Task RotateIfDueAsync()
    {
        if (parts.Time.GetUtcNow() - parts.Keeper.Current.SignedPreKey.Created < SignedPreKeyTerm)
            return;
        await _turn.WaitAsync();
        try
        {
            // Committed first: the server may hand the key out from the moment it has it. If it never gets it, the digest tells.
            await parts.Keeper.CommitAsync(credentials => new StoreDelta { Credentials = WithNextSignedPreKey(credentials) });
            var node = new Node("rotate", content: [KeyNodes.Of(parts.Keeper.Current.SignedPreKey)]);
            await server.RequestAsync("set", "encrypt", [node]);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<int> CountAsync()
    {
        var answer = await server.RequestAsync("get", "encrypt", [new Node("count")]);
        return int.TryParse(answer.Child("count")?["value"], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            ? count
            : throw new UnexpectedAnswerException("The answer to a prekey count has no count.");
    }

    private async Task UploadAsync(int count)
    {
        var keys = await TakeForUploadAsync(count);
        var credentials = parts.Keeper.Current;
        NodeContent content =
        [
            KeyNodes.Registration(credentials.RegistrationId),
            KeyNodes.KeyType,
            KeyNodes.Identity(credentials.IdentityKey.PublicKey),
            new Node("list", content: [.. keys.Select(KeyNodes.Of)]),
            KeyNodes.Of(credentials.SignedPreKey),
        ];
        await RequestWithRetriesAsync(content);
        uint next = keys[^1].Id + 1;
        await parts.Keeper.CommitAsync(now => new StoreDelta { Credentials = now with { FirstPreKeyToUpload = next } });
    }

    // Waits 1 and 2 s between its attempts, as Baileys does; the same keys each time, so that nothing is lost if one got through.
    private async Task RequestWithRetriesAsync(NodeContent content)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await server.RequestAsync("set", "encrypt", content);
                return;
            }
            catch (Exception e) when (e is RequestRefusedException or RequestTimeoutException && attempt < Attempts)
            {
                await parts.Wheel.DelayAsync(TimeSpan.FromSeconds(1 << (attempt - 1)), server.Ended);
            }
        }
    }

    /// <summary>Keys that the server may not have, made as far as there aren't enough; stored before anyone gets to see them.</summary>
    private async Task<IReadOnlyList<PreKey>> TakeForUploadAsync(int count)
    {
        var credentials = parts.Keeper.Current;
        uint first = credentials.FirstPreKeyToUpload;
        uint next = credentials.NextPreKeyId;
        if (next + (ulong)count > Credentials.HighestPreKeyId)
            first = next = 1; // ids start over; what has them still is long used up

        int stored = (int)Math.Min(next - first, (uint)count);
        var keys = new List<PreKey>(await parts.Keeper.Store.LoadPreKeysAsync(first, stored, CancellationToken.None));
        var added = new List<PreKey>();
        while (keys.Count + added.Count < count)
            added.Add(new PreKey(next++, KeyPair.Generate(parts.Random)));
        keys.AddRange(added);
        await parts.Keeper.CommitAsync(now => new StoreDelta
        {
            Credentials = now with { FirstPreKeyToUpload = first, NextPreKeyId = next },
            AddedPreKeys = added,
        });
        return keys;
    }

    private Credentials WithNextSignedPreKey(Credentials credentials)
    {
        uint id = credentials.SignedPreKey.Id % Credentials.HighestPreKeyId + 1;
        return credentials with
        {
            SignedPreKey = SignedPreKey.Generate(id, credentials.IdentityKey, parts.Random, parts.Time.GetUtcNow()),
            EarlierSignedPreKeys = [.. credentials.EarlierSignedPreKeys.Prepend(credentials.SignedPreKey).Take(EarlierKeysKept)],
        };
    }
}
