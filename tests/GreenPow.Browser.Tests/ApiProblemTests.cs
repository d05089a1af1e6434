using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace GreenPow.Browser.Tests;

/// <summary>Errors of the API as the whole pipeline gives them: RFC 9457, also to a browser that would like a page.</summary>
public sealed class ApiProblemTests(DemoDay day)
{
    private const string NoDevice = "00000000000000000000000000000000";

    [Theory]
    [InlineData("/api/jobs", 400, "The parameter 'device' is missing.", "device")]
    [InlineData("/api/rejects", 400, "The parameter 'device' is missing.", "device")]
    [InlineData("/api/devices/{0}/series?step=minute", 400, "'minute' is no value of the parameter 'step', which is a whole number.", "step")]
    [InlineData("/api/devices/{0}/counts?from=yesterday", 400, "'yesterday' is no value of the parameter 'from', which is a whole number.", "from")]
    [InlineData("/api/devices/{0}/frames?fromSequence=x", 400, "'x' is no value of the parameter 'fromSequence', which is a whole number.", "fromSequence")]
    [InlineData("/api/epochs/first/request", 400, "'first' is no value of the parameter 'number', which is a whole number.", "number")]
    [InlineData("/api/devices/{0}/series?to=-9223372036854775808", 400, "to is -9223372036854775808; unix seconds go from 0 to 4294967295.", "to")]
    [InlineData("/api/devices/{0}/series?step=1", 400, "step is 1 s; it goes from 60 to 31536000 s.", "step")]
    [InlineData("/api/devices/{0}/series?step=0", 400, "step is 0 s; it goes from 60 to 31536000 s.", "step")]
    [InlineData("/api/devices/{0}/series?from=-1", 400, "from is -1; unix seconds go from 0 to 4294967295.", "from")]
    [InlineData("/api/devices/{0}/counts?from=9&to=8", 400, "to (8) is before from (9).", "to")]
    [InlineData("/api/devices/{0}/frames?fromSequence=0", 400, "fromSequence is 0; sequences begin at 1.", "fromSequence")]
    [InlineData("/api/devices/{0}/series?step=99999999999", 400, "'99999999999' is too large for the parameter 'step', which is a whole number from -2147483648 to 2147483647.", "step")]
    [InlineData("/api/epochs/x/leaves", 400, "'x' is no value of the parameter 'number', which is a whole number.", "number")]
    [InlineData("/api/owners/0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed", 400, "'0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed' has a wrong checksum (EIP-55): a digit or the case of a letter is mistyped. In lower case throughout it is taken without one.", "address")]
    [InlineData("/api/jobs?device=" + NoDevice, 404, $"No device '{NoDevice}' has applied here; a deviceId is 32 hex digits.", null)]
    [InlineData("/api/epochs/1/leaves", 404, "Epoch 1 has no leaves: it is not closed, or it minted nothing.", null)]
    [InlineData("/api/owners/0x12", 400, "'0x12' is not an address: 0x and 40 hexadecimal digits.", "address")]
    [InlineData("/api/elsewhere", 404, "Nothing is served at /api/elsewhere; /openapi/v1.json lists what is.", null)]
    public async Task What_cannot_be_answered_is_a_problem_that_says_what_was_wrong(string path, int status, string detail, string? parameter)
    {
        using var http = new HttpClient { BaseAddress = day.Address };
        http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var answer = await http.GetAsync(new Uri(path.Replace("{0}", day.North.Id.ToString(), StringComparison.Ordinal), UriKind.Relative), TestContext.Current.CancellationToken);
        await AssertProblemAsync(answer, status, detail, parameter);
    }

    [Fact]
    public async Task A_body_or_a_method_that_is_not_taken_is_a_problem_too()
    {
        using var http = new HttpClient { BaseAddress = day.Address };
        using var body = new StringContent("{\"member\":\"all\"}", Encoding.UTF8, "application/json");
        using var unread = await http.PostAsync(new Uri("/api/epochs/1/votes", UriKind.Relative), body, TestContext.Current.CancellationToken);
        Assert.Contains("$.member", await AssertProblemAsync(unread, 400, detail: null, "body"), StringComparison.Ordinal);
        using var method = await http.DeleteAsync(new Uri("/api/devices", UriKind.Relative), TestContext.Current.CancellationToken);
        await AssertProblemAsync(method, 405, "/api/devices does not take DELETE; /openapi/v1.json says what it takes.", parameter: null);
    }

    [Theory]
    [InlineData("/api/epochs/1/votes", "", "The body is empty; JSON is expected, as /openapi/v1.json describes it.", "body")]
    [InlineData("/api/epochs/1/votes", "{", "The body cannot be read at $ (line 1, byte 2): it is no JSON, or a value is of another kind than /openapi/v1.json says.", "body")]
    [InlineData("/api/epochs/1/votes", "{\"member\":1,\"support\":\"0\"}", "support is '0'; a vote is one of the words for, against and abstain.", "support")]
    public async Task A_body_is_told_what_is_wrong_with_it_in_our_own_words(string path, string text, string detail, string parameter)
    {
        using var http = new HttpClient { BaseAddress = day.Address };
        using var body = new StringContent(text, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), body, TestContext.Current.CancellationToken);
        await AssertProblemAsync(answer, 400, detail, parameter);
    }

    [Fact]
    public async Task A_reason_has_a_limit()
    {
        using var http = new HttpClient { BaseAddress = day.Address };
        using var answer = await http.PostAsJsonAsync(new Uri($"/api/epochs/{day.Epoch}/votes", UriKind.Relative), new { member = 1, support = "for", reason = new string('a', 501) }, TestContext.Current.CancellationToken);
        await AssertProblemAsync(answer, 400, "reason has 501 characters; at most 500 are taken.", "reason");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/devices")]
    public async Task HEAD_is_answered_like_GET_without_a_body(string path)
    {
        using var http = new HttpClient { BaseAddress = day.Address };
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(path, UriKind.Relative));
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/devices")]
    [InlineData("/site.css")]
    public async Task Nothing_is_served_under_another_name(string path)
    {
        using var http = new HttpClient { BaseAddress = day.Address };
        http.DefaultRequestHeaders.Host = "evil.example";
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        await AssertProblemAsync(answer, 400, "Nothing is served under the name 'evil.example': only under localhost, loopback addresses and the host of Minting:PublicUrl.", parameter: null);
    }

    [Fact]
    public async Task The_document_says_of_files_what_they_are_and_of_numbers_that_they_are_numbers()
    {
        using var http = new HttpClient { BaseAddress = day.Address };
        var text = await http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken);
        var paths = JsonDocument.Parse(text).RootElement.GetProperty("paths");
        JsonElement Content(string path, string method, string status) => paths.GetProperty(path).GetProperty(method).GetProperty("responses").GetProperty(status).GetProperty("content");
        Assert.Equal("binary", Content("/api/devices/{id}/frames", "get", "200").GetProperty("application/octet-stream").GetProperty("schema").GetProperty("format").GetString());
        Assert.True(Content("/api/epochs/{number}/leaves", "get", "200").TryGetProperty("application/json", out _));
        Assert.True(Content("/api/epochs/{number}/evidence", "get", "200").TryGetProperty("application/json", out _));
        foreach (var status in new[] { "400", "403", "404", "409", "429" }) Content("/api/devices/{id}/commands", "post", status);
        Content("/api/epochs/{number}/votes", "post", "503");
        Assert.True(paths.GetProperty("/api/devices/{id}/update").GetProperty("post").GetProperty("requestBody").GetProperty("content").TryGetProperty("application/octet-stream", out _));
        Assert.DoesNotContain("\"integer\",\"string\"", string.Concat(text.Where(character => !char.IsWhiteSpace(character))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_document_of_the_API_says_that_errors_are_problems()
    {
        using var http = new HttpClient { BaseAddress = day.Address };
        var document = await http.GetFromJsonAsync<JsonElement>(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken);
        var errors = document.GetProperty("paths").GetProperty("/api/jobs").GetProperty("get").GetProperty("responses").EnumerateObject().Where(response => response.Name[0] == '4').ToList();
        Assert.NotEmpty(errors);
        Assert.All(errors, error => Assert.Equal("application/problem+json", Assert.Single(error.Value.GetProperty("content").EnumerateObject()).Name));
    }

    private static async Task<string> AssertProblemAsync(HttpResponseMessage answer, int status, string? detail, string? parameter)
    {
        Assert.Equal((status, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        if (detail is not null) Assert.Equal(detail, problem.GetProperty("detail").GetString());
        Assert.Equal(parameter, problem.TryGetProperty("parameter", out var named) ? named.GetString() : null);
        return problem.GetProperty("detail").GetString()!;
    }
}
