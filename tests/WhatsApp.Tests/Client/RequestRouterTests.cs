using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Client;

public sealed class RequestRouterTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly RequestRouter _router;

    public RequestRouterTests() => _router = new RequestRouter(TimerWheel.Of(_time), new SeededRandomSource(1));

    [Fact]
    public async Task An_answer_goes_to_whoever_asked_in_whatever_order_answers_come()
    {
        var first = Expect(out string firstId);
        var second = Expect(out string secondId);

        _router.TryAnswer(Answer(secondId)).ShouldBeTrue();
        _router.TryAnswer(Answer(firstId)).ShouldBeTrue();

        (await first)["id"].ShouldBe(firstId);
        (await second)["id"].ShouldBe(secondId);
        firstId.ShouldNotBe(secondId);
    }

    [Fact]
    public void An_answer_that_nobody_waits_for_is_nobodys()
    {
        _ = Expect(out string id);
        _router.TryAnswer(Answer(id)).ShouldBeTrue();

        _router.TryAnswer(Answer(id)).ShouldBeFalse();
        _router.TryAnswer(Answer("other")).ShouldBeFalse();
    }

    [Fact]
    public async Task An_error_says_code_text_and_backoff()
    {
        var request = Expect(out string id);

        _router.TryAnswer(new Node(
            "iq", [("type", "error"), ("id", id)], [new Node("error", [("code", "429"), ("text", "rate-overlimit"), ("backoff", "30")])]));

        var refused = await Should.ThrowAsync<RequestRefusedException>(request);
        refused.Code.ShouldBe(429);
        refused.Text.ShouldBe("rate-overlimit");
        refused.RetryAfter.ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_request_times_out_when_its_time_is_up_and_not_before()
    {
        var request = Expect(out string id);

        _time.Advance(TimeSpan.FromSeconds(59));
        request.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(2));

        await Should.ThrowAsync<RequestTimeoutException>(request);
        _router.TryAnswer(Answer(id)).ShouldBeFalse();
    }

    [Fact]
    public async Task When_the_connection_ends_all_requests_fail_at_once_and_new_ones_too()
    {
        var requests = Enumerable.Range(0, 10).Select(_ => Expect(out string _)).ToList();

        _router.End();

        foreach (var request in requests)
        {
            request.IsCompleted.ShouldBeTrue();
            await Should.ThrowAsync<NotConnectedException>(request);
        }

        Should.Throw<NotConnectedException>(() => Expect(out string _));
        _time.Advance(TimeSpan.FromSeconds(1));
        _time.ActiveTimers.ShouldBe(0);
    }

    [Fact]
    public void A_thousand_requests_may_be_unanswered_and_no_more()
    {
        for (int i = 0; i < RequestRouter.Limit; i++)
            _ = Expect(out string _);

        Should.Throw<TooManyRequestsException>(() => Expect(out string _));
        RequestRouter.Limit.ShouldBe(1000);
    }

    private static Node Answer(string id) => new("iq", [("type", "result"), ("id", id), ("from", Jid.WhatsApp)]);

    private Task<Node> Expect(out string id)
    {
        id = _router.NextId();
        return _router.ExpectAsync(id, RequestRouter.DefaultTimeout);
    }
}
