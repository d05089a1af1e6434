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
    [InlineData("/api/devices/{0}/series?to=-9223372036854775808", 400, "to is -9223372036854775808; unix seconds go from 0 to 4294967295.", null)]
    [InlineData("/api/devices/{0}/series?step=1", 400, "step is 1 s; it goes from 60 to 31536000 s.", null)]
    [InlineData("/api/jobs?device=" + NoDevice, 404, $"No device '{NoDevice}' has applied here; a deviceId is 32 hex digits.", null)]
    [InlineData("/api/epochs/1/leaves", 404, "Epoch 1 has no leaves: it is not closed, or it minted nothing.", null)]
    [InlineData("/api/owners/0x12", 400, "'0x12' is not an address: 0x and 40 hexadecimal digits.", null)]
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
