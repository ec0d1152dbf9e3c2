using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Messages;

public sealed class MessageSecretsTests
{
    private static readonly Jid Creator = Jid.Parse("15550000001@s.whatsapp.net");
    private static readonly Jid CreatorLid = Jid.Parse("100000000000001@lid");
    private static readonly Jid Voter = Jid.Parse("15550000002@s.whatsapp.net");
    private static readonly Jid VoterLid = Jid.Parse("100000000000002@lid");
    private static readonly MessageReference Poll = new(Creator, "3EB0POLL", FromMe: false);

    private static readonly MessageSecret Secret = new(
        Enumerable.Range(0, 32).Select(i => (byte)i).ToArray(), "3EB0POLL", [Creator]);

    [Fact]
    public void A_vote_is_encrypted_as_the_vectors_say()
    {
        var vector = TestData.Vectors.GetProperty("pollVote");
        var secret = new MessageSecret(vector.Hex("messageSecret"), vector.Text("pollMsgId"), [Jid.Parse(vector.Text("creator"))]);

        var vote = PollVotes.Seal(
            Poll, secret, Jid.Parse(vector.Text("voter")).WithDevice(5), [vector.Text("option")], new FixedRandomSource(vector.Hex("iv")));

        vote.Vote.Payload.ToArray().ShouldBe(vector.Hex("encPayload"));
        vote.Vote.Iv.ToArray().ShouldBe(vector.Hex("iv"));
        PollVotes.OptionHash(vector.Text("option")).ShouldBe(vector.Hex("baileysDecrypts"));
        PollVotes.Open(vote, secret, [Jid.Parse(vector.Text("voter"))], ["w", "x", "y"]).ShouldBe(["x"]);
    }

    [Fact]
    public void A_vote_opens_by_whichever_addressing_its_voter_used()
    {
        var everyone = Secret with { Senders = [CreatorLid, Creator] };
        foreach (var (creator, voter) in new[] { (Creator, Voter), (Creator, VoterLid), (CreatorLid, Voter), (CreatorLid, VoterLid) })
        {
            var vote = PollVotes.Seal(Poll, Secret with { Senders = [creator] }, voter, ["b", "c"], new SeededRandomSource(1));
            PollVotes.Open(vote, everyone, [VoterLid, Voter], ["a", "b", "c"]).ShouldBe(["b", "c"]);
        }
    }

    [Fact]
    public void A_vote_that_takes_the_vote_back_has_no_options()
    {
        var vote = PollVotes.Seal(Poll, Secret, Voter, [], new SeededRandomSource(1));
        PollVotes.Open(vote, Secret, [Voter], ["a"]).ShouldBeEmpty();
    }

    [Fact]
    public void A_vote_in_another_ones_name_does_not_open()
    {
        var vote = PollVotes.Seal(Poll, Secret, Voter, ["a"], new SeededRandomSource(1));

        Should.Throw<MessageSecretException>(() => PollVotes.Open(vote, Secret, [Creator], ["a"]));
        Should.Throw<MessageSecretException>(() => PollVotes.Open(vote, Secret with { MessageId = "3EB0OTHER" }, [Voter], ["a"]));
        Should.Throw<MessageSecretException>(() => PollVotes.Open(vote, Secret with { Bytes = new byte[32] }, [Voter], ["a"]));
        Should.Throw<MessageSecretException>(() => PollVotes.Open(vote, Secret with { Bytes = default }, [Voter], ["a"]));
        var changed = vote with { Vote = vote.Vote with { Payload = (byte[])[.. vote.Vote.Payload.Span[..^1], 0] } };
        Should.Throw<MessageSecretException>(() => PollVotes.Open(changed, Secret, [Voter], ["a"]));
        var cut = vote with { Vote = new(vote.Vote.Payload[..15], vote.Vote.Iv) };
        Should.Throw<MessageSecretException>(() => PollVotes.Open(cut, Secret, [Voter], ["a"]));
        var shortIv = vote with { Vote = new(vote.Vote.Payload, vote.Vote.Iv[..11]) };
        Should.Throw<MessageSecretException>(() => PollVotes.Open(shortIv, Secret, [Voter], ["a"]));
    }

    [Fact]
    public void What_a_voter_encrypted_must_be_a_vote()
    {
        var part = MessageSecrets.Seal(SecretUse.PollVote, Secret, Voter, [0x0a, 0x7f], new SeededRandomSource(1));
        Should.Throw<MalformedMessageException>(() => PollVotes.Open(new(Poll, part), Secret, [Voter], ["a"]));
    }

    [Fact]
    public void Each_use_has_a_key_of_its_own()
    {
        SecretUse[] uses =
        [
            SecretUse.PollVote, SecretUse.Reaction, SecretUse.Comment, SecretUse.EventResponse, SecretUse.EventEdit, SecretUse.MessageEdit,
            SecretUse.PollEdit, SecretUse.PollAddOption, SecretUse.BotMessage,
        ];
        foreach (var use in uses)
        {
            var part = MessageSecrets.Seal(use, Secret, Voter, "text"u8, new SeededRandomSource(1));
            foreach (var other in uses)
                MessageSecrets.TryOpen(other, Secret, [Voter], part, out byte[]? text).ShouldBe(other == use, $"{use} as {other}");
        }
    }

    [Fact]
    public void A_secret_is_not_in_the_text_of_anything()
    {
        Secret.ToString().ShouldBe("MessageSecret of 3EB0POLL");
        PollVotes.Seal(Poll, Secret, Voter, ["a"], new SeededRandomSource(1)).ToString().ShouldBe("PollVoteContent");
    }

    [Fact]
    public void Only_a_secret_of_32_bytes_encrypts() => Should.Throw<ArgumentException>(() =>
        MessageSecrets.Seal(SecretUse.PollVote, Secret with { Bytes = new byte[31] }, Voter, [], new SeededRandomSource(1)));
}
