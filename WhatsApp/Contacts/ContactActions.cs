using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Directory;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Pairing;

namespace Wasilo.WhatsApp.Contacts;

/// <summary>Who is on WhatsApp and what they show of themselves; what this account shows, and to whom.</summary>
/// <remarks>All of it asks the server; what it refuses, and that it wasn't reached, are a <see cref="RequestException"/>.</remarks>
public sealed partial class ContactActions
{
    private static readonly UsyncQuery Check = new("interactive", UsyncQuery.ContactProtocol, UsyncQuery.LidProtocol);
    private static readonly UsyncQuery AskAbout = new("interactive", UsyncQuery.StatusProtocol);

    private readonly ClientParts _parts;

    internal ContactActions(ClientParts parts)
    {
        _parts = parts;
    }

    // Made when it is needed: an idle client has none.
    private AccountDirectory Known => _parts.Directory;

    /// <summary>Which phone numbers have an account.</summary>
    /// <param name="phoneNumbers">With their country codes, however they are written.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>One for each number, in their order; a number of which the server says nothing counts as one without an account.</returns>
    /// <exception cref="ArgumentException">One of them isn't a phone number.</exception>
    public Task<IReadOnlyList<NumberCheck>> CheckAsync(IEnumerable<string> phoneNumbers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(phoneNumbers);
        string[] numbers = [.. phoneNumbers.Select(number => PairingByCode.ParseNumber(number).User)];
        return CheckAsync(numbers).WaitAsync(cancellationToken);
    }

    /// <summary>What an account says about itself.</summary>
    public Task<AccountAbout> GetAboutAsync(Jid account, CancellationToken cancellationToken = default)
    {
        Require(account);
        return GetAsync().WaitAsync(cancellationToken);

        async Task<AccountAbout> GetAsync()
        {
            var users = await AskAbout.AskAsync(_parts.Server, _parts.Random, [UsyncQuery.User(account.ToAccount())]);
            return users is [var user, ..] && user.Child("status") is { } status
                ? new AccountAbout(status.Number("code") is null ? status.Text : null, status.Time("t"), status["code"] == "401")
                : new AccountAbout(null, null, IsHidden: false);
        }
    }

    /// <summary>Changes what this account says about itself.</summary>
    public Task SetAboutAsync(string about, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(about);
        return _parts.Server.RequestAsync("set", "status", [new Node("status", content: about)]).WaitAsync(cancellationToken);
    }

    /// <summary>Where the picture of an account or a group is.</summary>
    /// <param name="subject">Whose.</param>
    /// <param name="preview">Whether the small one; else the one in full size.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Null if there is none.</returns>
    /// <exception cref="RequestRefusedException">With code 401: this account may not see it.</exception>
    public async Task<PictureLocation?> GetPictureAsync(Jid subject, bool preview = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var token = subject.Kind is JidKind.User or JidKind.Lid && !IsOwn(subject) ? await Known.Tokens.FindAsync(subject) : null;
        Node[] content = token is { } shown ? [new Node("tctoken", content: shown.ToArray())] : [];
        var query = new Node(
            "picture", [("type", preview ? "preview" : "image"), ("query", "url")], content.Length > 0 ? [.. content] : default);
        try
        {
            var answer = await _parts.Server.RequestAsync("get", "w:profile:picture", [query], target: subject.ToAccount())
                .WaitAsync(cancellationToken);
            return answer.Child("picture") is { } picture && Uri.TryCreate(picture["url"], UriKind.Absolute, out var url)
                ? new PictureLocation(picture["id"], url)
                : null;
        }
        catch (RequestRefusedException e) when (e.Code == 404)
        {
            return null;
        }
    }

    private static void Require(Jid account)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (account.Kind is not (JidKind.User or JidKind.Lid))
            throw new ArgumentException($"'{account}' is no account.", nameof(account));
    }

    private bool IsOwn(Jid jid)
    {
        var credentials = _parts.Keeper.Current;
        return jid.ToAccount() == credentials.Id?.ToAccount() || jid.ToAccount() == credentials.Lid?.ToAccount();
    }

    private async Task<IReadOnlyList<NumberCheck>> CheckAsync(string[] numbers)
    {
        var answers = new Dictionary<string, NumberCheck>();
        var users = await Check.AskAsync(_parts.Server, _parts.Random, [.. numbers.Distinct().Select(UsyncQuery.User)]);
        foreach (var user in users)
        {
            // The answer repeats the question; that is what tells which number it is about.
            if (user.Child("contact") is not { } contact || contact.Text?.TrimStart('+') is not { } number)
                continue;
            var account = contact["type"] == "in" ? user.Jid("jid")?.ToAccount() : null;
            var lid = user.Child("lid")?.Jid("val")?.ToAccount();
            answers[number] = new NumberCheck(number, account is not null, account, account is null ? null : lid);
        }

        await Known.Lids.LearnAsync(answers.Values.Select(answer => LidMap.Pair(answer.Account, answer.Lid)));
        return [.. numbers.Select(number => answers.GetValueOrDefault(number) ?? new NumberCheck(number, false, null, null))];
    }
}
