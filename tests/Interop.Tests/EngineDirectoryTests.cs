using Wasilo.Simulator;
using Wasilo.Simulator.Counting;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Groups;
using Wasilo.WhatsApp.Presence;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Interop.Tests;

/// <summary>Engine clients that see each other through the Simulator: groups, numbers, presence.</summary>
public sealed class EngineDirectoryTests : IAsyncLifetime
{
    private const string AliceNumber = "15550000001";
    private const string BobNumber = "15550000002";
    private const string CarolNumber = "15550000003";

    private readonly List<EngineClient> _clients = [];
    private SimulatorServer _server = null!;

    public async Task InitializeAsync() => _server = await SimulatorServer.StartAsync();

    public async Task DisposeAsync()
    {
        foreach (var client in _clients)
            await client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_group_is_made_changed_and_left_and_its_members_hear_of_it()
    {
        var alice = await LinkAsync(AliceNumber, "Alice");
        var bob = await LinkAsync(BobNumber, "Bob");
        _server.Phones.Create(CarolNumber, "Carol");

        var group = (await alice.Client.Groups.CreateAsync("Chess", [Account(BobNumber)])).Info;
        (await HearAsync<GroupJoined>(bob)).Group.ShouldSatisfyAllConditions(
            joined => joined.Id.ShouldBe(group.Id),
            joined => joined.Subject.ShouldBe("Chess"),
            joined => joined.Participants.Select(participant => participant.PhoneNumber).ShouldBe(
                [Account(AliceNumber), Account(BobNumber)], ignoreOrder: true));

        var added = await alice.Client.Groups.AddAsync(group.Id, [Account(CarolNumber)]);
        added.ShouldHaveSingleItem().Outcome.ShouldBe(ParticipantOutcome.Done);
        (await HearAsync<ParticipantsAdded>(bob)).Participants.ShouldHaveSingleItem().PhoneNumber.ShouldBe(Account(CarolNumber));
        await alice.Client.Groups.PromoteAsync(group.Id, [Account(BobNumber)]);
        (await HearAsync<ParticipantsPromoted>(bob)).Participants.ShouldHaveSingleItem().PhoneNumber.ShouldBe(Account(BobNumber));
        await bob.Client.Groups.SetSubjectAsync(group.Id, "Go");
        (await HearAsync<SubjectChanged>(alice)).Subject.ShouldBe("Go");
        await bob.Client.Groups.SetDescriptionAsync(group.Id, "Every Monday");
        (await HearAsync<DescriptionChanged>(alice)).Description!.Text.ShouldBe("Every Monday");
        await alice.Client.Groups.SetDescriptionAsync(group.Id, "Every Tuesday"); // names Bob's as the one before
        await HearAsync<DescriptionChanged>(bob, changed => changed.Description?.Text == "Every Tuesday"); // after his own
        await alice.Client.Groups.SetOnlyAdminsEditAsync(group.Id, true);
        (await HearAsync<SettingChanged>(bob)).Value.OnlyAdminsEdit.ShouldBeTrue();
        await alice.Client.Groups.RemoveAsync(group.Id, [Account(CarolNumber)]);
        (await HearAsync<ParticipantsRemoved>(bob)).Participants.ShouldHaveSingleItem().PhoneNumber.ShouldBe(Account(CarolNumber));

        var now = await bob.Client.Groups.GetAsync(group.Id);
        (now.Subject, now.Description!.Text, now.Settings.OnlyAdminsEdit).ShouldBe(("Go", "Every Tuesday", true));
        now.Participants.ShouldContain(participant => participant.PhoneNumber == Account(BobNumber) && participant.Role == GroupRole.Admin);

        await bob.Client.Groups.LeaveAsync(group.Id);
        (await HearAsync<ParticipantsLeft>(alice)).Participants.ShouldHaveSingleItem().PhoneNumber.ShouldBe(Account(BobNumber));
        (await bob.Client.Groups.ListAsync()).ShouldBeEmpty();
        (await alice.Client.Groups.ListAsync()).ShouldHaveSingleItem().Participants.ShouldHaveSingleItem();
        await Should.ThrowAsync<GroupForbiddenException>(() => bob.Client.Groups.GetAsync(group.Id));
        AssertUnderstood();
    }

    [Fact]
    public async Task One_joins_by_a_link_as_long_as_it_is_valid()
    {
        var alice = await LinkAsync(AliceNumber, "Alice");
        var bob = await LinkAsync(BobNumber, "Bob");
        var group = (await alice.Client.Groups.CreateAsync("Chess", [])).Info;
        string first = await alice.Client.Groups.GetInviteCodeAsync(group.Id);
        string second = await alice.Client.Groups.RevokeInviteCodeAsync(group.Id);

        await Should.ThrowAsync<RequestException>(() => bob.Client.Groups.JoinByInviteAsync(first));
        (await bob.Client.Groups.GetByInviteAsync(GroupActions.InviteLink + second)).Subject.ShouldBe("Chess");
        (await bob.Client.Groups.JoinByInviteAsync(second)).ShouldBe(new JoinResult(group.Id, AwaitsApproval: false));

        (await HearAsync<ParticipantsAdded>(alice)).Participants.ShouldHaveSingleItem().PhoneNumber.ShouldBe(Account(BobNumber));
        await bob.Client.Groups.LeaveAsync(group.Id);
        await HearAsync<ParticipantsLeft>(alice);

        await alice.Client.Groups.SetAdminsApproveAsync(group.Id, true);
        (await bob.Client.Groups.JoinByInviteAsync(second)).AwaitsApproval.ShouldBeTrue();
        await HearAsync<JoinRequested>(alice);
        var request = (await alice.Client.Groups.ListJoinRequestsAsync(group.Id)).ShouldHaveSingleItem();
        await alice.Client.Groups.ApproveJoinRequestsAsync(group.Id, [request.Id]);
        (await bob.Client.Groups.GetAsync(group.Id)).Size.ShouldBe(2);
        AssertUnderstood();
    }

    [Fact]
    public async Task Who_is_there_and_who_writes_is_seen()
    {
        var alice = await LinkAsync(AliceNumber, "Alice");
        var bob = await LinkAsync(BobNumber, "Bob");
        await alice.Client.AnnouncePresenceAsync(true);

        await alice.Client.Presence.SubscribeAsync(Account(BobNumber));
        (await alice.NextAsync<PresenceChanged>()).IsAvailable.ShouldBeFalse();
        await bob.Client.AnnouncePresenceAsync(true);
        (await alice.NextAsync<PresenceChanged>()).ShouldBe(new PresenceChanged(Account(BobNumber), true, null));
        await bob.Client.Presence.SetStateAsync(Account(AliceNumber), ChatState.Recording);
        (await alice.NextAsync<ChatStateChanged>()).ShouldBe(
            new ChatStateChanged(Account(BobNumber), Account(BobNumber), ChatState.Recording));
        await bob.Client.AnnouncePresenceAsync(false);
        (await alice.NextAsync<PresenceChanged>()).LastSeen.ShouldNotBeNull();
        AssertUnderstood();
    }

    [Fact]
    public async Task Numbers_are_found_if_they_are_registered()
    {
        var alice = await LinkAsync(AliceNumber, "Alice");
        var bob = _server.Phones.Create(BobNumber, "Bob");

        var checks = await alice.Client.Contacts.CheckAsync(["+1 555 000 0002", "+1 555 000 0009"]);

        (checks[0].IsRegistered, checks[0].Account, checks[0].Lid).ShouldBe((true, Account(BobNumber), bob.Lid));
        (checks[1].IsRegistered, checks[1].Account).ShouldBe((false, null));
        (await alice.Client.Contacts.GetPictureAsync(Account(BobNumber))).ShouldBeNull();
        AssertUnderstood();
    }

    private static Jid Account(string number) => new(number, JidServer.User);

    private static async Task<T> HearAsync<T>(EngineClient client, Func<T, bool>? isIt = null)
        where T : GroupChange =>
        (T)(await client.NextAsync<GroupChanged>(changed => changed.Change is T change && isIt?.Invoke(change) != false)).Change;

    private void AssertUnderstood()
    {
        _server.Statistics[Counted.UnknownQueries].ShouldBe(0);
        _server.Statistics[Counted.UnknownStanzas].ShouldBe(0);
        _server.Violations.ShouldBeEmpty();
    }

    /// <summary>A phone with an engine client, which knows its account's name.</summary>
    private async Task<EngineClient> LinkAsync(string number, string name)
    {
        var phone = _server.Phones.Create(number, name);
        var store = new InMemoryStore();
        var client = await EngineClient.StartAsync(_server, store);
        _clients.Add(client);
        await _server.ScanAsync(phone, (await client.NextAsync<QrIssued>()).Text);
        await client.ConnectedAsync();
        await client.Client.StopAsync();
        var credentials = (await store.LoadCredentialsAsync(default))!;
        await store.CommitAsync(new StoreDelta { Credentials = credentials with { PushName = name } }, 1, default);
        await client.Client.StartAsync();
        await client.ConnectedAsync();
        await client.Client.AnnouncePresenceAsync(false);
        return client;
    }
}
