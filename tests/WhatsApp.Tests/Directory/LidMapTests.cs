using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Directory;
using Wasilo.WhatsApp.Storage;
using Wasilo.WhatsApp.Tests.Client;

namespace Wasilo.WhatsApp.Tests.Directory;

public sealed class LidMapTests
{
    private static readonly Jid Bob = Jid.Parse("15550000002@s.whatsapp.net");
    private static readonly Jid BobLid = Jid.Parse("200000000000002@lid");
    private static readonly Jid Carol = Jid.Parse("15550000003@s.whatsapp.net");
    private static readonly Jid CarolLid = Jid.Parse("300000000000003@lid");

    [Fact]
    public async Task What_is_learnt_is_known_in_both_directions_and_stored()
    {
        await using var world = new ClientWorld();
        await world.ConnectAsync();
        var lids = world.Client.Directory.Lids;
        (await lids.LidOfAsync(Bob)).ShouldBeNull(); // and from now on known to be unknown
        (await lids.PhoneNumberOfAsync(BobLid)).ShouldBeNull();

        await lids.LearnAsync(LidMap.Pair(BobLid.WithDevice(3), Bob));

        (await lids.LidOfAsync(Bob.WithDevice(5))).ShouldBe(BobLid);
        (await lids.PhoneNumberOfAsync(BobLid)).ShouldBe(Bob);
        (await lids.ToLidAsync(Bob.WithDevice(5))).ShouldBe(BobLid.WithDevice(5));
        (await lids.ToPhoneNumberAsync(BobLid.WithDevice(5))).ShouldBe(Bob.WithDevice(5));
        (await lids.ToLidAsync(Jid.Parse("15550000002:99@hosted"))).ShouldBe(Jid.Parse("200000000000002:99@hosted.lid"));
        (await lids.ToLidAsync(Carol.WithDevice(1))).ShouldBe(Carol.WithDevice(1));
        (await world.Store.LoadLidAsync(Bob, default)).ShouldBe(BobLid);
    }

    [Fact]
    public async Task What_is_in_the_store_is_found()
    {
        await using var world = new ClientWorld();
        await world.ConnectAsync();
        await world.Store.CommitAsync(new StoreDelta { LidMappings = [(Bob, BobLid)] }, 1, default);

        (await world.Client.Directory.Lids.LidOfAsync(Bob)).ShouldBe(BobLid);
        (await world.Client.Directory.Lids.PhoneNumberOfAsync(BobLid)).ShouldBe(Bob);
    }

    [Fact]
    public async Task A_new_mapping_replaces_what_both_had()
    {
        await using var world = new ClientWorld();
        await world.ConnectAsync();
        var lids = world.Client.Directory.Lids;
        await lids.LearnAsync((Bob, BobLid), (Carol, CarolLid));

        await lids.LearnAsync((Bob, CarolLid));

        (await lids.LidOfAsync(Bob)).ShouldBe(CarolLid);
        (await lids.PhoneNumberOfAsync(CarolLid)).ShouldBe(Bob);
        (await lids.PhoneNumberOfAsync(BobLid)).ShouldBeNull();
        (await lids.LidOfAsync(Carol)).ShouldBeNull();
    }

    [Fact]
    public async Task Only_what_may_be_new_is_committed()
    {
        await using var world = new ClientWorld();
        await world.ConnectAsync();
        var lids = world.Client.Directory.Lids;
        await lids.LearnAsync((Bob, BobLid));

        lids.NewAmong([(Bob, BobLid), null, (Carol, CarolLid), (Carol, CarolLid)]).ShouldBe([(Carol, CarolLid)]);
        lids.NewAmong([(Bob, CarolLid)]).ShouldBe([(Bob, CarolLid)]);
    }

    [Theory]
    [InlineData(null, "2@lid")]
    [InlineData("1@lid", "2@lid")]
    [InlineData("1@s.whatsapp.net", "2@s.whatsapp.net")]
    [InlineData("1@s.whatsapp.net", "2@g.us")]
    [InlineData("1-2@g.us", "2@lid")]
    [InlineData("1@newsletter", "2@lid")]
    [InlineData("1@s.whatsapp.net", "x:y@lid")]
    public void What_names_no_account_in_both_spaces_is_no_mapping(string? one, string other)
    {
        var jid = one is null ? null : Jid.Parse(one);
        LidMap.Pair(jid, Jid.Parse(other)).ShouldBeNull();
        LidMap.Pair(Jid.Parse(other), jid).ShouldBeNull();
    }

    [Fact]
    public void The_old_spelling_of_a_number_is_the_number() =>
        LidMap.Pair(Jid.Parse("1@c.us"), Jid.Parse("2:9@lid")).ShouldBe((Jid.Parse("1@s.whatsapp.net"), Jid.Parse("2@lid")));

    [Fact]
    public async Task A_failed_commit_leaves_nothing_at_hand_that_may_be_wrong()
    {
        await using var world = new ClientWorld();
        await world.ConnectAsync();
        var lids = world.Client.Directory.Lids;
        (await lids.LidOfAsync(Bob)).ShouldBeNull();
        world.Store.TakeOver(); // someone else owns the device now

        await lids.LearnAsync((Bob, BobLid)).ShouldThrowAsync<Errors.StaleOwnerException>();

        await world.Store.CommitAsync(new StoreDelta { LidMappings = [(Bob, CarolLid)] }, 2, default);
        (await lids.LidOfAsync(Bob)).ShouldBe(CarolLid);
    }
}
