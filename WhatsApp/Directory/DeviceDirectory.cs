using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Directory;

/// <summary>Which devices accounts have: what a message is encrypted for.</summary>
/// <remarks>
/// The server tells when devices of those change whom this device writes to, so an answer holds for long; it is given up when the server
/// reports a change, a new identity or a hash of other recipients. An answer that was overtaken by such a report is used and not kept.
/// </remarks>
internal sealed class DeviceDirectory(ClientParts parts, IServer server, LidMap lids)
{
    /// <summary>Devices kept at hand, of all accounts together; each account counts one more.</summary>
    internal const int Capacity = 8192;

    /// <summary>For reports that never came: Baileys asks again after 5 minutes, whatsmeow never.</summary>
    internal static readonly TimeSpan MaxAge = TimeSpan.FromHours(1);

    private static readonly UsyncQuery Query = new("message", UsyncQuery.DevicesProtocol, UsyncQuery.LidProtocol);

    private readonly Lock _lock = new();
    private readonly BoundedCache<Jid, Kept> _kept = new(Capacity, kept => 1 + kept.List.Devices.Length);
    private readonly Dictionary<Jid, Question> _asked = [];

    /// <summary>The devices of accounts, by the jids that are asked for; an account that doesn't exist has none.</summary>
    /// <remarks>What two callers want to know at the same time is asked once.</remarks>
    /// <exception cref="RequestException">The server wasn't reached, or refused.</exception>
    internal async Task<IReadOnlyDictionary<Jid, DeviceList>> FindAsync(IEnumerable<Jid> accounts)
    {
        var found = new Dictionary<Jid, DeviceList>();
        var own = new Question();
        var others = new HashSet<Question>();
        var asked = accounts.Select(LidMap.AccountOf).Distinct().ToList();
        lock (_lock)
        {
            foreach (var account in asked)
            {
                if (_kept.TryGet(account, out var kept) && parts.Time.GetElapsedTime(kept.At) < MaxAge)
                    found.Add(account, kept.List);
                else if (_asked.TryGetValue(account, out var question))
                    others.Add(question);
                else
                    _asked.Add(account, own.With(account));
            }
        }

        if (own.Accounts.Count > 0)
            Take(await AskAsync(own));
        foreach (var question in others)
            Take(await question.Answer);
        return found;

        void Take(IReadOnlyDictionary<Jid, DeviceList> answer)
        {
            foreach (var account in asked)
            {
                if (answer.TryGetValue(account, out var list))
                    found.TryAdd(account, list);
            }
        }
    }

    /// <summary>The devices that are at hand, however old; none if none are.</summary>
    internal IEnumerable<Jid> Peek(Jid account) => _kept.TryGet(account, out var kept) ? kept.List.Of(account) : [];

    /// <summary>The hidden id of an account, asked for if it isn't known; null if there is none.</summary>
    /// <exception cref="RequestException">The server wasn't reached, or refused.</exception>
    internal async Task<Jid?> FindLidAsync(Jid account)
    {
        if (await lids.LidOfAsync(account) is { } known)
            return known;
        await ForgetAsync(account);
        await FindAsync([account]);
        return await lids.LidOfAsync(account);
    }

    /// <summary>The devices of these accounts may have changed.</summary>
    internal async Task ForgetAsync(params IEnumerable<Jid> accounts)
    {
        foreach (var account in accounts.Select(LidMap.AccountOf).Distinct())
        {
            Forget(account);
            var other = account.Kind == JidKind.Lid ? await lids.PhoneNumberOfAsync(account) : await lids.LidOfAsync(account);
            if (other is not null)
                Forget(other);
        }
    }

    internal void Clear()
    {
        lock (_lock)
        {
            _kept.Clear();
            _asked.Clear();
        }
    }

    private void Forget(Jid account)
    {
        lock (_lock)
        {
            _kept.Remove(account);
            _asked.Remove(account); // who asks from now on asks anew
        }
    }

    private async Task<IReadOnlyDictionary<Jid, DeviceList>> AskAsync(Question question)
    {
        try
        {
            var users = await Query.AskAsync(server, parts.Random, [.. question.Accounts.Select(UsyncQuery.User)]);
            var answer = await ReadAsync(question, users);
            Keep(question, answer);
            question.Complete(answer);
            return answer;
        }
        catch (Exception e)
        {
            Keep(question, []);
            question.Fail(e);
            throw;
        }
    }

    private async Task<Dictionary<Jid, DeviceList>> ReadAsync(Question question, IEnumerable<Node> users)
    {
        var answer = question.Accounts.ToDictionary(account => account, _ => DeviceList.None);
        var pairs = new List<(Jid, Jid)?>();
        foreach (var user in users)
        {
            if (user.Jid("jid") is not { } account || !answer.ContainsKey(account))
                continue; // not what was asked
            var lid = user.Child("lid")?.Jid("val");
            if (LidMap.Pair(account, lid) is { } pair)
            {
                pairs.Add(pair);
                question.Aliases[pair.PhoneNumber] = pair.Lid;
            }

            answer[account] = await ReadAsync(user, account, lid);
        }

        await lids.LearnAsync(pairs);
        return answer;
    }

    // A list of valid keys that doesn't verify is reported and not heeded: other clients don't look at it at all, and to leave out devices
    // of someone whose list we fail to understand would be worse.
    private async ValueTask<DeviceList> ReadAsync(Node user, Jid account, Jid? lid)
    {
        var devices = DeviceListReader.ReadDevices(user);
        var signed = DeviceListReader.ReadKeyIndexList(user);
        if (signed.IsEmpty || devices.All(device => device.Number == 0))
            return new DeviceList(devices);
        var accountKey = await LoadIdentityAsync(account, lid);
        if (KeyIndexList.Verify(signed.Span, accountKey) is { } valid)
            return new DeviceList([.. devices.Where(valid.Allows)]);
        parts.Events.Publish(new DeviceListDoubted(account));
        return new DeviceList(devices);
    }

    private async ValueTask<PublicKey?> LoadIdentityAsync(Jid account, Jid? lid)
    {
        var phone = lid is { Kind: JidKind.Lid } ? lid.ToAccount() : await lids.ToLidAsync(account);
        return phone.Kind is JidKind.User or JidKind.Lid
            ? await parts.Keeper.Store.LoadIdentityAsync(SignalAddress.Of(phone), CancellationToken.None)
            : null;
    }

    private void Keep(Question question, Dictionary<Jid, DeviceList> answer)
    {
        long now = parts.Time.GetTimestamp();
        lock (_lock)
        {
            foreach (var account in question.Accounts)
            {
                if (!_asked.TryGetValue(account, out var current) || current != question)
                    continue; // overtaken
                _asked.Remove(account);
                if (!answer.TryGetValue(account, out var list) || list.Devices.Length == 0)
                    continue;
                _kept.Put(account, new Kept(list, now));
                if (question.Aliases.TryGetValue(account, out var lid))
                    _kept.Put(lid, new Kept(list, now)); // who asks by the hidden id now known needn't ask again
            }
        }
    }

    private readonly record struct Kept(DeviceList List, long At);

    private sealed class Question
    {
        private readonly TaskCompletionSource<IReadOnlyDictionary<Jid, DeviceList>> _answer =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal List<Jid> Accounts { get; } = [];

        internal Dictionary<Jid, Jid> Aliases { get; } = [];

        internal Task<IReadOnlyDictionary<Jid, DeviceList>> Answer => _answer.Task;

        internal Question With(Jid account)
        {
            Accounts.Add(account);
            return this;
        }

        internal void Complete(IReadOnlyDictionary<Jid, DeviceList> answer) => _answer.SetResult(answer);

        internal void Fail(Exception exception)
        {
            _answer.SetException(exception);
            _ = _answer.Task.Exception; // seen: whoever asked gets it too, and maybe nobody else waits
        }
    }
}
