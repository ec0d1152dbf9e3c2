using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Directory;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.WhatsApp.Groups;

/// <summary>What groups are like, kept at hand for sending: their members, and how they are addressed.</summary>
/// <remarks>The server tells of every change of a group that this account is in, so that what is kept needs no age.</remarks>
internal sealed class GroupDirectory(IServer server, LidMap lids)
{
    /// <summary>Members kept at hand, of all groups together; each group counts one more.</summary>
    internal const int Capacity = 16_384;

    private readonly Lock _lock = new();
    private readonly BoundedCache<Jid, GroupInfo> _kept = new(Capacity, group => 1 + group.Participants.Count);
    private readonly Dictionary<Jid, Task<GroupInfo>> _asked = [];

    /// <summary>What a group is like, as far as is known here; the server is asked if it isn't.</summary>
    /// <exception cref="RequestException">The server wasn't reached, or refused.</exception>
    internal Task<GroupInfo> FindAsync(Jid group)
    {
        TaskCompletionSource<GroupInfo> question;
        lock (_lock)
        {
            if (_kept.TryGet(group, out var kept))
                return Task.FromResult(kept);
            if (_asked.TryGetValue(group, out var asked))
                return asked;
            question = BeginLocked(group);
        }

        return AskAsync(group, question);
    }

    /// <summary>Asks the server, in any case.</summary>
    /// <exception cref="RequestException">The server wasn't reached, or refused.</exception>
    internal Task<GroupInfo> AskAsync(Jid group)
    {
        TaskCompletionSource<GroupInfo> question;
        lock (_lock)
            question = BeginLocked(group);
        return AskAsync(group, question);
    }

    /// <summary>The group has changed.</summary>
    internal void Forget(Jid group)
    {
        lock (_lock)
        {
            _kept.Remove(group);
            _asked.Remove(group);
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

    private TaskCompletionSource<GroupInfo> BeginLocked(Jid group)
    {
        var question = new TaskCompletionSource<GroupInfo>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[group] = question.Task;
        return question;
    }

    private async Task<GroupInfo> AskAsync(Jid group, TaskCompletionSource<GroupInfo> question)
    {
        try
        {
            var info = await RequestAsync(group);
            Settle(group, question.Task, info);
            question.SetResult(info);
            return info;
        }
        catch (Exception e)
        {
            Settle(group, question.Task, null);
            question.SetException(e);
            _ = question.Task.Exception; // seen: it is thrown here too, and maybe nobody else waits
            throw;
        }
    }

    private async Task<GroupInfo> RequestAsync(Jid group)
    {
        var answer = await server.RequestAsync("get", GroupQueries.Xmlns, [new Node("query", [("request", "interactive")])], group);
        var info = answer.Child("group") is { } node ? GroupReader.Read(node) : null;
        if (info is null || info.Id != group)
            throw new UnexpectedAnswerException("The answer to a question about a group doesn't describe it.");
        await lids.LearnAsync(GroupReader.Mappings(info.Participants));
        return info;
    }

    private void Settle(Jid group, Task<GroupInfo> question, GroupInfo? info)
    {
        lock (_lock)
        {
            if (_asked.GetValueOrDefault(group) != question)
                return; // overtaken
            _asked.Remove(group);
            if (info is not null)
                _kept.Put(group, info);
        }
    }
}
