using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Wasilo.Simulator.Phones;
using Wasilo.Simulator.State;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.Simulator.Groups;

/// <summary>All groups.</summary>
internal sealed class GroupBook
{
    /// <summary>Members of a group, as WhatsApp has it.</summary>
    public const int MaxMembers = 1024;

    private const string CodeLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int CodeLength = 22;

    private readonly ConcurrentDictionary<string, Group> _byId = new();
    private readonly IRandomSource _random;
    private readonly Changes _changes;
    private long _lastId;

    public GroupBook(IRandomSource random, Changes changes, IEnumerable<SavedGroup> saved, PhoneBook phones)
    {
        _random = random;
        _changes = changes;
        foreach (var group in saved.Select(group => group.ToGroup(phones)))
        {
            _byId[group.Id] = group;
            _lastId = Math.Max(_lastId, long.Parse(group.Id, CultureInfo.InvariantCulture));
        }
    }

    public IEnumerable<Group> All => _byId.Values;

    public int Count => _byId.Count;

    public bool TryFind(Jid jid, [NotNullWhen(true)] out Group? group)
    {
        group = null;
        return jid.Kind == JidKind.Group && _byId.TryGetValue(jid.User, out group);
    }

    /// <summary>The group that an invitation is to, or null.</summary>
    public Group? FindByCode(string? code) => code is null ? null : _byId.Values.FirstOrDefault(group => group.InviteCode == code);

    /// <summary>Makes a group. Nobody is in it yet.</summary>
    public Group Create(Phone creator, string subject, bool isLid, DateTimeOffset now)
    {
        while (true)
        {
            var group = new Group(NextId(now), isLid, creator, now, subject, NewCode());
            if (!_byId.TryAdd(group.Id, group))
                continue;
            Changed();
            return group;
        }
    }

    /// <summary>Something about a group has changed.</summary>
    public void Changed() => _changes.Mark();

    public string NewCode()
    {
        Span<byte> bytes = stackalloc byte[CodeLength];
        _random.Fill(bytes);
        Span<char> code = stackalloc char[CodeLength];
        for (var i = 0; i < CodeLength; i++)
            code[i] = CodeLetters[bytes[i] % CodeLetters.Length];
        return code.ToString();
    }

    // 18 digits that begin with 120363, as the ones seen in the field do; they grow, so that none is given twice.
    private string NextId(DateTimeOffset now)
    {
        var wanted = 120_363_000_000_000_000 + (now.ToUnixTimeMilliseconds() % 1_000_000_000_000);
        while (true)
        {
            var last = Interlocked.Read(ref _lastId);
            var next = Math.Max(last + 1, wanted);
            if (Interlocked.CompareExchange(ref _lastId, next, last) == last)
                return next.ToString(CultureInfo.InvariantCulture);
        }
    }
}
